import type { EmbedTarget } from "@/lib/departments/embed-target";
import { directionOf, type Locale, pickLocale } from "@/lib/i18n/locales";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import en from "@/messages/en/widget.json";
import ru from "@/messages/ru/widget.json";
import type { WidgetAssets } from "./assets";
import { scriptJson } from "./json";
import { frameAncestors } from "./rules";
import { type FrameConfig, toWidgetConfig } from "./widget-config";

const MESSAGES: Record<Locale, typeof en> = { en, ru };

type FrameInput = {
  target: EmbedTarget;
  assets: Pick<WidgetAssets, "script" | "styles">;
  realtime: RealtimeClientConfig;
  /** Address of the frame itself, as the browser asked for it. */
  url: URL;
  acceptLanguage: string | null;
};

/** What every answer for the frame says; `frame-ancestors` decides which sites may show it. */
const headers = (policy: string) => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": policy,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
});

/** The visitor's page decides the language, then the browser. */
export const frameLocale = (lang: string | null, acceptLanguage: string | null): Locale =>
  pickLocale({ cookie: lang?.toLowerCase().split(/[-_]/)[0], acceptLanguage });

/** Addresses that a frame on `host` connects to for realtime, in the words of `connect-src`. */
export function realtimeSources({ cluster, host, port, tls }: RealtimeClientConfig, ownHost: string): string {
  if (cluster) return `wss://ws-${cluster}.pusher.com`;
  const address = host ? `${host}${port ? `:${port}` : ""}` : ownHost;
  if (!/^[\w.:[\]-]+$/.test(address)) return "";
  // Behind a proxy we do not know which of the two the browser uses for our own address.
  return host ? `${tls === false ? "ws" : "wss"}://${address}` : `ws://${address} wss://${address}`;
}

export function framePolicy(target: Pick<EmbedTarget, "allowedDomains">, realtime: RealtimeClientConfig, host: string) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${realtimeSources(realtime, host)}`.trim(),
    `frame-ancestors ${frameAncestors(target.allowedDomains)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The frame: plain HTML that carries its configuration and the texts of one language. */
export function frameResponse({ target, assets, realtime, url, acceptLanguage }: FrameInput): Response {
  const locale = frameLocale(url.searchParams.get("lang"), acceptLanguage);
  const { launcher: _, ...texts } = MESSAGES[locale];
  const config: FrameConfig = {
    widget: toWidgetConfig(target),
    allowedDomains: target.allowedDomains,
    realtime,
    locale,
    texts,
  };
  const html =
    `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${escapeHtml(target.companyName)}</title>` +
    `<link rel="stylesheet" href="/embed/${assets.styles}"><script type="module" src="/embed/${assets.script}"></script></head>` +
    `<body><script type="application/json" id="config">${scriptJson(config)}</script></body></html>`;
  return new Response(html, { headers: headers(framePolicy(target, realtime, url.host)) });
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The answer for a key that is not in use, the same byte for byte whatever the reason. */
export const noFrameResponse = () =>
  new Response(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title></head><body><p>Not found</p></body></html>',
    { status: 404, headers: headers("default-src 'none'; frame-ancestors *") },
  );
