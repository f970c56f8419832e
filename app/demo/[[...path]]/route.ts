import { database } from "@/db/client";
import { authSecret } from "@/lib/auth/secret";
import { findSnippetKey } from "@/lib/demo/find-snippet";
import { html } from "@/lib/demo/html";
import { strictPolicy } from "@/lib/demo/playground/policy";
import { PLAYGROUND_LOOK, renderPlayground } from "@/lib/demo/playground/render-playground";
import { signDemoIdentity } from "@/lib/demo/playground/sign-demo-identity";
import { PLAYGROUND_PATH, readSwitches } from "@/lib/demo/playground/switches";
import { renderDemoIndex, renderDemoPage, type Texts } from "@/lib/demo/render";
import { DEMO_PAGES, otherOrigin } from "@/lib/demo/sites";
import { keyToTry, renderTryPage, TRY_PATH } from "@/lib/demo/try-page";
import { env } from "@/lib/env";
import { requestOrigin } from "@/lib/http/request-origin";
import { getLocale, getTranslator } from "@/lib/i18n/server";
import { randomToken } from "@/lib/ids";

/** Pages of made-up websites that carry our snippets: strangers to the installation, so they are no React pages of ours. */
export async function GET(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const locale = await getLocale();
  const translate = await getTranslator("demo");
  const t = (key: string) => translate(key as Parameters<typeof translate>[0]);
  const origin = requestOrigin(request);
  if (pathname === "/demo") return page(renderDemoIndex({ t, locale }, otherOrigin(origin)));
  if (pathname === PLAYGROUND_PATH || pathname.startsWith(`${PLAYGROUND_PATH}/`))
    return playground(request, { t, locale });
  if (pathname === TRY_PATH) return tryPage(request, { t, locale });
  const found = DEMO_PAGES.find(({ path }) => path === pathname);
  if (!found) return new Response("Not found", { status: 404 });
  const key = await findSnippetKey(await database(), found, env().PUBLIC_URL);
  // From the other name of this machine, so that the frame is a stranger's to this page, as on a real website.
  const snippet = key ? html`<script async src="${otherOrigin(origin)}/embed/${key}.js"></script>` : null;
  return page(renderDemoPage(found, { t, locale }, snippet));
}

/** Any key will do: it is public, and a page that carries it shows what everybody may see who has it. */
function tryPage(request: Request, texts: { t: Texts; locale: string }): Response {
  const key = keyToTry(new URL(request.url).searchParams);
  if (!key) return new Response("Not found", { status: 404 });
  return page(renderTryPage(texts, `${otherOrigin(requestOrigin(request))}/embed/${key}.js`));
}

async function playground(request: Request, { t, locale }: { t: Texts; locale: string }): Promise<Response> {
  const url = new URL(request.url);
  const own = requestOrigin(request);
  const switches = readSwitches(url.searchParams, locale);
  const isAsked = url.searchParams.get("person");
  if (isAsked && !switches.person) return moved(url, "person", randomToken(12));
  const db = await database();
  const key = await findSnippetKey(db, { snippet: switches.snippet }, env().PUBLIC_URL);
  const installation = switches.isSameOrigin ? own : otherOrigin(own);
  const identity = switches.person ? await signDemoIdentity(db, switches.person, authSecret()) : null;
  const snippetUrl = key && `${installation}/embed/${key}.js`;
  const html = renderPlayground({ t, locale, switches, path: url.pathname, snippetUrl, identity });
  return page(html, switches.isStrict ? strictPolicy(own, installation, PLAYGROUND_LOOK) : undefined);
}

/** To the same page with another switch; the address is relative, because behind a proxy we do not know our own. */
function moved({ pathname, searchParams }: URL, name: string, value: string): Response {
  searchParams.set(name, value);
  return new Response(null, { status: 303, headers: { location: `${pathname}?${searchParams}` } });
}

const page = (body: string, policy?: string) =>
  new Response(body, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      ...(policy && { "content-security-policy": policy }),
    },
  });
