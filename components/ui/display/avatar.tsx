import { cn } from "../cn";
import { initialsOf } from "./initials";

export type MarkSize = "xs" | "sm" | "md" | "lg";

/** Edge of a mark and the size of the letters in it. */
export const MARK_SIZES: Record<MarkSize, string> = {
  xs: "size-5 text-[0.625rem]",
  sm: "size-6 text-[0.6875rem]",
  md: "size-8 text-xs",
  lg: "size-11 text-sm",
};

export type AvatarProps = {
  name: string;
  /** Of a picture; without one, the initials. */
  src?: string | null;
  size?: MarkSize;
  tone?: "neutral" | "accent";
  className?: string;
  /** The picture is not there. */
  onFailure?: () => void;
};

/** Picture or initials of a person in a circle; decoration, so the name must stand beside it or in the label around it. */
export function Avatar({ name, src, size = "md", tone = "neutral", className, onFailure }: AvatarProps) {
  if (src) {
    return (
      // biome-ignore lint/performance/noImgElement: a small picture of our own; nothing of it is to be optimised.
      <img
        src={src}
        alt=""
        onError={onFailure}
        className={cn("shrink-0 rounded-full object-cover", MARK_SIZES[size], className)}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold",
        tone === "accent" ? "bg-accent-soft text-accent-text" : "bg-surface-sunken text-muted",
        MARK_SIZES[size],
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
