"use client";

import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { ShownCaretList } from "./use-caret-list";

/** The open list above the field, and what the active option would insert. */
export function CaretList({ list }: { list: ShownCaretList }) {
  const { id, trigger, options, activeIndex, take, point } = list;
  const active = options[activeIndex];
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active option is the reason to scroll.
  useEffect(() => {
    box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [activeIndex]);
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-1 flex max-h-72 animate-fade flex-col overflow-hidden rounded-md border border-border bg-surface-raised text-foreground shadow-raised">
      <div
        ref={box}
        role="listbox"
        id={`${id}-list`}
        aria-label={trigger.label}
        className="min-h-0 overflow-y-auto p-1"
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
          <div
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === activeIndex}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => point(index)}
            onClick={() => take(option)}
            className={cn(
              "flex min-h-9 cursor-default items-center gap-3 rounded-sm px-2.5 py-1.5",
              index === activeIndex && "bg-surface-selected",
            )}
          >
            <bdi className="min-w-0 flex-1 truncate">{option.label}</bdi>
            {option.detail && <bdi className="max-w-[45%] shrink-0 truncate text-muted text-xs">{option.detail}</bdi>}
          </div>
        ))}
      </div>
      {active?.preview && (
        <bdi className="line-clamp-4 block shrink-0 whitespace-pre-wrap border-border border-t bg-surface-sunken px-3.5 py-2 text-muted text-xs [overflow-wrap:anywhere]">
          {active.preview}
        </bdi>
      )}
      {options.length === 0 && <p className="px-3.5 py-2.5 text-muted">{trigger.empty}</p>}
    </div>
  );
}
