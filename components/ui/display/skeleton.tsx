import { cn } from "../cn";

/** A grey place for content that is on its way; give it a size by `className`. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn("block animate-pulse rounded-md bg-surface-sunken motion-reduce:animate-none", className)}
    />
  );
}
