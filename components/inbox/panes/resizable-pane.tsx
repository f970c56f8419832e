"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { clampWidth, PANES, type PaneName, storedWidth, storeWidth, widthAfterKey } from "@/lib/inbox/pane-sizes";
import { browserStorage } from "../use-desk";

type Props = {
  name: PaneName;
  /** On which side of the thread it stands. */
  side: "start" | "end";
  /** Names the separator. */
  label: string;
  /** From which width of the window on it can be resized; below, it takes what its class gives it. */
  separatorClassName: string;
  className: string;
  children: ReactNode;
};

/** A pane whose width its operator chooses, by pointer or keyboard; the width is kept in this browser. */
export function ResizablePane({ name, side, label, separatorClassName, className, children }: Props) {
  const id = useId();
  const [width, setWidth] = useState<number>(PANES[name].usual);
  const drag = useRef<{ x: number; width: number } | null>(null);
  useLayoutEffect(() => setWidth(storedWidth(browserStorage, name)), [name]);

  const keep = (next: number) => {
    setWidth(next);
    storeWidth(browserStorage, name, next);
  };
  const grows = side === "start" ? "ArrowRight" : "ArrowLeft";
  const onKeyDown = (event: KeyboardEvent) => {
    const next = widthAfterKey(name, width, event.key, grows);
    if (next === null) return;
    event.preventDefault();
    keep(next);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width };
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (!drag.current) return;
    const moved = clientX - drag.current.x;
    setWidth(clampWidth(name, drag.current.width + (side === "start" ? moved : -moved)));
  };
  const onPointerUp = () => {
    if (drag.current) keep(width);
    drag.current = null;
  };

  const separator = (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a control, and no element is one.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={id}
      aria-valuenow={width}
      aria-valuemin={PANES[name].min}
      aria-valuemax={PANES[name].max}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => keep(PANES[name].usual)}
      className={cn(
        "relative z-20 w-px shrink-0 cursor-col-resize touch-none bg-border",
        // A line to the eye, wide enough to be caught.
        "before:absolute before:inset-y-0 before:-inset-x-1.5 after:absolute after:inset-y-0 after:-inset-x-px after:transition-colors",
        "hover:after:bg-accent focus-visible:outline-none focus-visible:after:bg-accent active:after:bg-accent",
        separatorClassName,
      )}
    />
  );
  return (
    <>
      {side === "end" && separator}
      <div id={id} style={{ "--pane": `${width}px` } as React.CSSProperties} className={className}>
        {children}
      </div>
      {side === "start" && separator}
    </>
  );
}
