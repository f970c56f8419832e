import type { EmbedTarget } from "@/lib/departments/embed-target";
import type { HttpRequest } from "@/lib/http/request";
import { directionOf, formatsOf, pickWidgetLocale, type WidgetLocale } from "@/lib/i18n/locales";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { realtimeSources } from "@/lib/realtime/sources";
import type { WidgetAssets } from "./assets";
import { scriptJson } from "./json";
import { frameAncestors, originPattern } from "./rules";
import { firstTexts } from "./texts";
import { type DepartmentCondition, type FrameConfig, toWidgetConfig, type WidgetConfigDto } from "./widget-config";

type FrameInput = {
  target: EmbedTarget;
  conditions: ReadonlyMap<string, DepartmentCondition>;
  unavailable?: WidgetConfigDto["unavailable"];
  assets: Pick<WidgetAssets, "script" | "styles"> & Partial<Pick<WidgetAssets, "preview" | "fields" | "textsVersion">>;
  realtime: RealtimeClientConfig;
  /** Address of the frame itself, as the browser asked for it. */
  url: URL;
  locale: WidgetLocale;
  /** How the visitor's region writes times and numbers, see `formatsOf`. */
  formats?: string;
  /** For the page Appearance: fed by it alone, and it can reach nothing. */
  isPreview?: boolean;
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

/** The visitor's page (the frame's `?lang`) decides the language, then the browser. */
export const frameLocale = (request: HttpRequest): WidgetLocale => pickWidgetLocale(...languagesOf(request));

/** The tag by which the frame writes times and numbers. */
export const frameFormats = (request: HttpRequest): string => formatsOf(frameLocale(request), ...languagesOf(request));

const languagesOf = (request: HttpRequest): [page: string | null, browser: string | null] => [
  new URL(request.url).searchParams.get("lang"),
  request.headers.get("accept-language"),
];

export function framePolicy(target: Pick<EmbedTarget, "allowedDomains">, realtime: RealtimeClientConfig, host: string) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Pictures that are about to be sent are shown from the browser's own copy.
    "img-src 'self' data: blob:",
    `connect-src 'self' ${realtimeSources(realtime, host)}`.trim(),
    `frame-ancestors ${frameAncestors(target.allowedDomains)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The preview's policy: framed by our own pages alone, and nothing of it leaves the browser. */
const PREVIEW_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The frame: plain HTML that carries its configuration and the texts of one language. */
export function frameResponse({
  target,
  conditions,
  unavailable,
  assets,
  realtime,
  url,
  locale,
  formats = locale,
  isPreview = false,
}: FrameInput): Response {
  const texts = firstTexts(locale);
  const config: FrameConfig = {
    widget: toWidgetConfig(target, conditions, locale, unavailable),
    origins: originPattern(target.allowedDomains),
    realtime,
    locale,
    ...(formats !== locale && { formats }),
    texts,
  };
  const { theme } = target.look;
  // Asked for at once where it will be needed, instead of a round trip later.
  const soon = asksMore(config.widget) ? [...(assets.fields ?? []), `fields-${locale}-${assets.textsVersion}.js`] : [];
  // Unseen letters in the fonts of the first view: the browser finds these while it waits for the script.
  const letters = escapeHtml(texts.close);
  const warm = `${letters}<b>${letters}</b>`;
  const html =
    `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"${theme === "auto" ? "" : ` data-theme="${theme}"`}><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${escapeHtml(target.companyName)}</title>` +
    `<link rel="stylesheet" href="/embed/${assets.styles}"><script type="module" src="/embed/${isPreview ? assets.preview : assets.script}"></script>` +
    `${soon.map((name) => `<link rel="modulepreload" href="/embed/${name}">`).join("")}</head>` +
    `<body><aside>${warm}<small>${warm}</small></aside><script type="application/json" id="config">${scriptJson(config)}</script></body></html>`;
  return new Response(html, { headers: headers(isPreview ? PREVIEW_POLICY : framePolicy(target, realtime, url.host)) });
}

/** Whether a form of this widget asks something else than usual. */
const asksMore = ({ consent, departments }: WidgetConfigDto) => !!consent || departments.some(({ form }) => form);

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The answer for a key that is not in use, the same byte for byte whatever the reason. */
export const noFrameResponse = () =>
  new Response(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title></head><body><p>Not found</p></body></html>',
    { status: 404, headers: headers("default-src 'none'; frame-ancestors *") },
  );
