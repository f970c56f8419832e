import { Html, html } from "./html";
import { INDEX_LOOK, LOOKS } from "./looks";
import { PLAYGROUND_PATH } from "./playground/switches";
import { DEMO_PAGES, type DemoPage, siblingsOf } from "./sites";

/** Texts of the demo in one language, by their path in `demo.json`. */
export type Texts = (key: string) => string;

type Options = { t: Texts; locale: string };

type Root = { lang: string; dir?: "ltr" | "rtl" };

/** A whole page, with its style sheet inlined. */
export const demoDocument = ({ lang, dir = "ltr" }: Root, title: string, look: string, body: Html) =>
  `<!doctype html>\n${
    html`<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${raw(look)}</style></head><body>${body}</body></html>`
      .text
  }\n`;

/** Style sheets are ours and hold no text of people. */
const raw = (css: string) => new Html(css);

/** A page of a foreign website. `snippet` is the one line that its owner pasted; null while there is no demo data. */
export function renderDemoPage(page: DemoPage, { t, locale }: Options, snippet: Html | null): string {
  const text = (key: string) => t(`pages.${page.name}.${key}`);
  const links = siblingsOf(page).map(
    ({ path, name }) =>
      html`<a href="${path}"${name === page.name ? html` aria-current="page"` : html``}>${t(`pages.${name}.link`)}</a>`,
  );
  const goods = ["1", "2", "3"].map(
    (n) =>
      html`<li><h2>${text(`goods.${n}.name`)}</h2><p>${text(`goods.${n}.text`)}</p><b>${text(`goods.${n}.price`)}</b></li>`,
  );
  const missing = snippet ? html`` : html`<p class="note">${t("missing")}</p>`;
  const body = html`<header><strong>${t(`brands.${page.look}`)}</strong><nav aria-label="${t("navigation")}">${links}</nav></header><main><div class="hero"><h1>${text("title")}</h1><p>${text("text")}</p></div>${missing}<ul class="goods">${goods}</ul></main><footer>${t("footer")}</footer>${snippet ?? html``}`;
  return demoDocument({ lang: locale }, `${text("title")} · ${t(`brands.${page.look}`)}`, LOOKS[page.look], body);
}

/** The list of all demo pages, with what each shows. `origin` is another site than the installation's. */
export function renderDemoIndex({ t, locale }: Options, origin: string): string {
  const sites = DEMO_PAGES.map(
    ({ path, name, look }) =>
      html`<li><h2><a href="${origin}${path}">${t(`brands.${look}`)}: ${t(`pages.${name}.link`)}</a></h2><p>${t(`pages.${name}.shows`)}</p></li>`,
  );
  const playground = html`<li><h2><a href="${origin}${PLAYGROUND_PATH}">${t("playground.title")}</a></h2><p>${t("playground.text")}</p></li>`;
  const body = html`<main><div class="hero"><h1>${t("index.title")}</h1><p>${t("index.text")}</p></div><ul class="goods">${sites}${playground}</ul></main>`;
  return demoDocument({ lang: locale }, t("index.title"), INDEX_LOOK, body);
}
