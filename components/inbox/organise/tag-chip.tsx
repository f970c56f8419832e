import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { TagDto } from "@/lib/tags/schemas";
import { tagColorCss } from "./tag-colors";

export function TagDot({ color }: Pick<TagDto, "color">) {
  return (
    <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ backgroundColor: tagColorCss(color) }} />
  );
}

type Props = { tag: TagDto; children?: ReactNode; className?: string };

/** A tag by its colour and its name; `children` is a button at its end. */
export function TagChip({ tag, children, className }: Props) {
  return (
    <span
      className={cn(
        "inline-flex min-h-6 min-w-0 max-w-48 items-center gap-1.5 rounded-full border border-border-control bg-surface px-2 text-foreground text-xs",
        className,
      )}
    >
      <TagDot color={tag.color} />
      <bdi className="min-w-0 truncate">{tag.name}</bdi>
      {children}
    </span>
  );
}
