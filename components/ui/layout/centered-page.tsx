import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "./card";
import { Logo } from "./logo";

type Props = {
  title: string;
  text?: ReactNode;
  icon?: ReactNode;
  /** Buttons below. */
  action?: ReactNode;
  /** A form or more text; shown on a card. */
  children?: ReactNode;
  /** Below the card, such as a language switch. */
  foot?: ReactNode;
};

/** A page without navigation: sign-in, setup, invitation, not found, failure. */
export function CenteredPage({ title, text, icon, action, children, foot }: Props) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:py-[12vh]">
      <Link href="/" className="mb-8 rounded-md">
        <Logo />
      </Link>
      <main id="main" tabIndex={-1} className="w-full max-w-md">
        <Card className="px-6 py-7 sm:px-8">
          {icon && (
            <span aria-hidden className="mb-4 inline-flex text-muted [&_svg]:size-7">
              {icon}
            </span>
          )}
          <h1 className="font-semibold text-xl">{title}</h1>
          {text && <p className="mt-1.5 text-muted">{text}</p>}
          {children && <div className="mt-6">{children}</div>}
          {action && <div className="mt-6 flex flex-wrap gap-2">{action}</div>}
        </Card>
      </main>
      {foot && <footer className="mt-6">{foot}</footer>}
    </div>
  );
}
