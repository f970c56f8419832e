import { cn } from "../cn";

/** Foyer's mark: a speech bubble that is a doorway. The same drawing as `app/icon.svg`. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-7 shrink-0", className)}>
      <path
        className="fill-accent"
        d="M9 2h14a7 7 0 0 1 7 7v12a7 7 0 0 1-7 7h-9.2l-5.5 3.5A1.5 1.5 0 0 1 6 30.2v-2.9A7 7 0 0 1 2 21V9a7 7 0 0 1 7-7Z"
      />
      <path className="fill-accent-foreground" d="M10 23v-8a6 6 0 0 1 12 0v8h-3.4v-8a2.6 2.6 0 0 0-5.2 0v8Z" />
    </svg>
  );
}

/** The mark with the product's name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5 font-semibold text-lg tracking-tight", className)}>
      <LogoMark />
      Foyer
    </span>
  );
}
