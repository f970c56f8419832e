"use client";

import { ArrowDown } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Spinner } from "@/components/ui/display/spinner";

/** Pixels from the newest message within which a reader counts as being there. */
const NEAR_END_PX = 60;
/** After the history is in, new messages are announced; the history itself is not read out. */
const ANNOUNCE_AFTER_MS = 600;

/** How far above the view the next page is asked for. */
const OLDER_FROM = "600px 0px 0px 0px";

type Props = {
  label: string;
  isLoading: boolean;
  /** How many entries there are: more of them while the reader is further up are "new". */
  count: number;
  /** Changes when the reader did something that belongs at the end, such as sending. */
  jumpKey: number;
  /** The newest entry is in view. */
  onEndChange: (isAtEnd: boolean) => void;
  /** What came before the first entry; without it there is nothing before. */
  older?: { isReading: boolean; read: () => void } | undefined;
  children: ReactNode;
};

/**
 * The scrolling list of messages, newest at the end. The outer box runs from the bottom up: so it begins at the newest
 * message and stays there while messages and late sizes come in, without a script.
 */
export function Log({ label, isLoading, count, jumpKey, onEndChange, older, children }: Props) {
  const t = useTranslations("inbox.thread");
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [seenCount, setSeenCount] = useState(count);
  const [isAnnouncing, setIsAnnouncing] = useState(false);

  if (isAtEnd && seenCount !== count) setSeenCount(count);

  useEffect(() => {
    if (isLoading) return;
    const timer = setTimeout(() => setIsAnnouncing(true), ANNOUNCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isLoading]);

  const told = useEffectEvent(onEndChange);
  useEffect(() => told(isAtEnd), [isAtEnd]);

  const toEnd = () => {
    // No braces would return what newer browsers answer: a promise, which an effect must not return.
    box.current?.scrollTo({ top: 0 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to jump.
  useEffect(() => toEnd(), [jumpKey]);

  const onScroll = () => {
    const element = box.current;
    // Zero at the newest message, negative above it.
    if (element) setIsAtEnd(element.scrollTop > -NEAR_END_PX);
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <div
        ref={box}
        role="log"
        aria-label={label}
        aria-busy={isLoading}
        aria-live={isAnnouncing ? "polite" : "off"}
        tabIndex={0}
        onScroll={onScroll}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
      >
        <div className="mb-auto">
          {older && <Older {...older} box={box} />}
          <ol className="flex flex-col pb-4 [&>li]:[contain-intrinsic-size:auto_4rem] [&>li]:[content-visibility:auto]">
            {children}
          </ol>
        </div>
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
      {!isAtEnd && (
        <Button
          size="sm"
          className="absolute bottom-3 self-center shadow-raised"
          icon={<ArrowDown aria-hidden />}
          onClick={toEnd}
        >
          {t("newest", { count: Math.max(0, count - seenCount) })}
        </Button>
      )}
    </div>
  );
}

type OlderProps = NonNullable<Props["older"]> & { box: RefObject<HTMLElement | null> };

/**
 * Reads what came before as soon as it comes near, or at a press. The box is laid out from its end, so what comes in above
 * moves nothing that is in view.
 */
function Older({ isReading, read, box }: OlderProps) {
  const t = useTranslations("inbox.thread");
  const mark = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(read);
  useEffect(() => {
    const element = mark.current;
    if (!element || isReading) return;
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && near(), {
      root: box.current,
      rootMargin: OLDER_FROM,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isReading, box]);
  return (
    <div ref={mark} className="flex min-h-14 items-center justify-center">
      {isReading ? (
        <Spinner label={t("loading")} />
      ) : (
        <Button size="sm" variant="ghost" onClick={read}>
          {t("older")}
        </Button>
      )}
    </div>
  );
}
