"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { IntlProvider, type Messages } from "use-intl";
import { type Locale, TIME_ZONE_COOKIE } from "@/lib/i18n/locales";
import { RenderedAtContext } from "./use-minute";

const YEAR_SECONDS = 31_536_000;
const subscribeToNothing = () => () => {};
const browserTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

type Props = {
  locale: Locale;
  messages: Messages;
  /** What the server formatted times with; the first render in the browser repeats it, then its own zone takes over. */
  timeZone: string;
  /** When the server rendered, in milliseconds. */
  renderedAt: number;
  children: ReactNode;
};

/** Gives texts, time zone and the time of rendering to the client components below it. */
export function TextsProvider({ locale, messages, timeZone, renderedAt, children }: Props) {
  const zone = useSyncExternalStore(subscribeToNothing, browserTimeZone, () => timeZone);
  useEffect(() => {
    if (zone === timeZone) return;
    // So that the server's next page needs no correction.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs TLS and is younger than the browsers served.
    document.cookie = `${TIME_ZONE_COOKIE}=${zone}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }, [zone, timeZone]);
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={zone}>
      <RenderedAtContext value={renderedAt}>{children}</RenderedAtContext>
    </IntlProvider>
  );
}
