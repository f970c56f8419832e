import { type ReactNode, useId } from "react";
import { cn } from "../cn";

/** A bordered surface. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn("rounded-lg border border-border bg-surface", className)}>{children}</div>;
}

type SectionProps = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** Buttons at the end of the section, such as Save. */
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A titled part of a page or form on its own card. */
export function Section({ title, description, actions, footer, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("rounded-lg border border-border bg-surface", className)}>
      <header className="flex flex-wrap items-start justify-between gap-3 px-6 pt-5">
        <div className="min-w-0">
          <h2 id={id} className="font-semibold text-base">
            {title}
          </h2>
          {description && <p className="mt-0.5 max-w-prose text-muted">{description}</p>}
        </div>
        {actions}
      </header>
      <div className="px-6 py-5">{children}</div>
      {footer && (
        <footer className="flex flex-wrap justify-end gap-2 border-border border-t px-6 py-4">{footer}</footer>
      )}
    </section>
  );
}
