import { html } from "./html";
import { INDEX_LOOK } from "./looks";
import { demoDocument, type Texts } from "./render";

export const TRY_PATH = "/demo/try";

/** As keys are made: whatever else is in an address is not put into the page. */
const KEY = /^[\w-]{8,64}$/;

/** The key of an address, or null where there is none that could be one. */
export const keyToTry = (params: URLSearchParams): string | null => {
  const key = params.get("key");
  return key !== null && KEY.test(key) ? key : null;
};

/** A plain page that carries one snippet, as a website would, for whoever has just set it up. */
export function renderTryPage({ t, locale }: { t: Texts; locale: string }, snippetUrl: string): string {
  const body = html`<main><div class="hero"><h1>${t("try.title")}</h1><p>${t("try.text")}</p></div></main><script async src="${snippetUrl}"></script>`;
  return demoDocument({ lang: locale }, t("try.title"), INDEX_LOOK, body);
}
