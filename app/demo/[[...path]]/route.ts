import { database } from "@/db/client";
import { findSnippetKey } from "@/lib/demo/find-snippet";
import { html } from "@/lib/demo/html";
import { renderDemoIndex, renderDemoPage } from "@/lib/demo/render";
import { DEMO_PAGES, otherOrigin } from "@/lib/demo/sites";
import { env } from "@/lib/env";
import { requestOrigin } from "@/lib/http/request-origin";
import { getLocale, getTranslator } from "@/lib/i18n/server";

/** Pages of made-up websites that carry our snippets: strangers to the installation, so they are no React pages of ours. */
export async function GET(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const locale = await getLocale();
  const translate = await getTranslator("demo");
  const t = (key: string) => translate(key as Parameters<typeof translate>[0]);
  const origin = requestOrigin(request);
  if (pathname === "/demo") return page(renderDemoIndex({ t, locale }, otherOrigin(origin)));
  const found = DEMO_PAGES.find(({ path }) => path === pathname);
  if (!found) return new Response("Not found", { status: 404 });
  const key = await findSnippetKey(await database(), found, env().PUBLIC_URL);
  // From the other name of this machine, so that the frame is a stranger's to this page, as on a real website.
  const snippet = key ? html`<script async src="${otherOrigin(origin)}/embed/${key}.js"></script>` : null;
  return page(renderDemoPage(found, { t, locale }, snippet));
}

const page = (body: string) =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
