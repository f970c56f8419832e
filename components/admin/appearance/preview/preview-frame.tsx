"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { PREVIEW_READY, type PreviewMessage } from "@/lib/appearance/preview-schemas";
import type { WidgetLocale } from "@/lib/i18n/locales";

type Props = {
  /** Key of the company's snippet: the frame is the widget's own. */
  snippetKey: string;
  locale: WidgetLocale;
  title: string;
  message: PreviewMessage;
  className?: string;
};

/** The widget's real frame in its preview mode. It says when it is ready, and is told everything anew with every change. */
export function PreviewFrame({ snippetKey, locale, title, message, className }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const tell = useEffectEvent(() => frame.current?.contentWindow?.postMessage(message, location.origin));
  // By its words, because each drawing of the form makes a new object.
  const told = JSON.stringify(message);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the message is the reason to tell.
  useEffect(() => tell(), [told]);
  useEffect(() => {
    const onMessage = ({ data, origin, source }: MessageEvent<unknown>) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow || data !== PREVIEW_READY) return;
      tell();
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, []);

  return (
    <iframe
      ref={frame}
      title={title}
      src={`/embed/${snippetKey}?preview&lang=${locale}`}
      className={className}
      style={{ colorScheme: "normal" }}
    />
  );
}
