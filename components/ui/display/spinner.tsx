import { LoaderCircle } from "lucide-react";
import { cn } from "../cn";

/** A turning circle; with a `label` it is announced as a status, without it is decoration. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  const circle = (
    <LoaderCircle aria-hidden className={cn("size-4 animate-spin motion-reduce:animate-none", className)} />
  );
  if (label === undefined) return circle;
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted">
      {circle}
      {label}
    </span>
  );
}
