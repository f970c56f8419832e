import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  back?: { href: string; label: string };
};

/** The top of a page: where back, what it is, what can be done. */
export function PageHeader({ title, description, actions, back }: Props) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 max-w-2xl flex-1 basis-72">
        {back && (
          <Link
            href={back.href}
            className="-ms-1 mb-1 inline-flex min-h-8 items-center gap-1 rounded-sm text-muted hover:text-foreground"
          >
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
            {back.label}
          </Link>
        )}
        <h1 className="font-semibold text-xl">{title}</h1>
        {description && <p className="mt-1 text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
