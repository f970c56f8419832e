import { LOCALE_NAMES, WIDGET_LOCALES } from "@/lib/i18n/locales";
import { type Html, html } from "../html";
import { INDEX_LOOK } from "../looks";
import { demoDocument, type Texts } from "../render";
import { DEMO_PAGES } from "../sites";
import { PLAYGROUND_PATH, SNIPPETS, type Switches, THEMES } from "./switches";

export const PLAYGROUND_LOOK = `${INDEX_LOOK}
form{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:16px 24px;align-items:end;margin-block:32px}
form label{display:grid;gap:4px;min-width:0}form label.on{display:flex;gap:10px;align-items:center;min-height:44px}
select{width:100%;min-width:0;text-overflow:ellipsis}select,button{font:inherit;color:inherit;background:#fff;border:1px solid #77776f;border-radius:6px;padding:8px 12px;min-height:44px}
input{flex:none;width:24px;height:24px;margin:0}button{background:#1c1c1a;color:#fff;cursor:pointer}:focus-visible{outline:3px solid #1f5eff;outline-offset:2px}
section{padding:20px;border:1px solid #d9d9d4;border-radius:6px;margin-block:0 24px}section h2{margin:0 0 8px;font-size:1.1rem}section nav{margin-block:8px}
small{display:block;opacity:.85}
@media (prefers-color-scheme:dark){select{background:#20201d}button{background:#ecece8;color:#161614}section{border-color:#3a3a35}}`;

type Playground = {
  t: Texts;
  /** The language of the texts, which may be another one than the page plays. */
  locale: string;
  switches: Switches;
  /** Where the page stands: below the playground a page of one page can be anywhere. */
  path: string;
  /** The address of the snippet; null while there is no demo data. */
  snippetUrl: string | null;
  /** Whose token the page has; or why it has none, although it was asked to. */
  identity: { token: string } | { missing: string } | null;
};

type Option = { value: string; label: string };

/** A page of a website with a switch for everything that a website can do to the chat. */
export function renderPlayground({ t, locale, switches, path, snippetUrl, identity }: Playground): string {
  const { snippet, lang, isRtl, theme, person, isStrict, isSameOrigin } = switches;
  const text = (key: string) => t(`playground.${key}`);
  const select = (name: string, chosen: string, options: Option[]) =>
    html`<label><span>${text(name)}</span><select name="${name}">${options.map(
      ({ value, label }) =>
        html`<option value="${value}"${value === chosen ? html` selected` : html``}>${label}</option>`,
    )}</select></label>`;
  const tick = (name: string, value: string, isOn: boolean) =>
    html`<label class="on"><input type="checkbox" name="${name}" value="${value}"${isOn ? html` checked` : html``}>${text(name)}</label>`;
  const named = (name: string) => (values: readonly string[]) =>
    values.map((value) => ({ value, label: text(`${name}Options.${value}`) }));
  const form = html`<form action="${PLAYGROUND_PATH}">${[
    select(
      "snippet",
      snippet,
      SNIPPETS.map((value) => ({ value, label: brandOf(t, value) })),
    ),
    select(
      "lang",
      lang,
      WIDGET_LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] })),
    ),
    select("dir", isRtl ? "rtl" : "ltr", named("dir")(["ltr", "rtl"])),
    select("theme", theme, named("theme")(THEMES)),
    select("origin", isSameOrigin ? "same" : "other", named("origin")(["other", "same"])),
    tick("policy", "strict", isStrict),
    tick("person", person ?? "new", identity !== null),
  ]}<button type="submit">${text("apply")}</button></form>`;
  const said =
    identity && "missing" in identity ? html`<p class="note">${text(`missing.${identity.missing}`)}</p>` : html``;
  const pages = ["", "/pans", "/knives"].map(
    (below) => html`<a href="${PLAYGROUND_PATH}${below}" data-page>${text(`pages.${below.slice(1) || "start"}`)}</a>`,
  );
  const body = html`<main lang="${locale}" dir="${isRtl ? "rtl" : "ltr"}"><div class="hero"><h1 id="title" tabindex="-1">${text("title")}</h1><p>${text("text")}</p></div>${snippetUrl ? html`` : html`<p class="note">${t("missing")}</p>`}${form}${said}<section><h2>${text("spa")}</h2><p>${text("spaText")}</p><nav aria-label="${text("spa")}">${pages}</nav></section><section><h2>${text("policyReport")}</h2><p role="status" id="report">${text("policyQuiet")}</p></section></main>${snippetUrl ? scripts(snippetUrl, switches, identity) : html``}`;
  return demoDocument(
    { lang, dir: isRtl ? "rtl" : "ltr" },
    `${text("title")} · ${path.slice(PLAYGROUND_PATH.length + 1) || text("pages.start")}`,
    PLAYGROUND_LOOK,
    body,
  );
}

const scripts = (url: string, { theme }: Switches, identity: Playground["identity"]): Html =>
  html`<script src="/demo/playground.js" data-theme="${theme}" data-token="${identity && "token" in identity ? identity.token : ""}"></script><script async src="${url}"></script>`;

/** The company's own snippet under its name, those of the other websites under theirs. */
const brandOf = (t: Texts, snippet: Switches["snippet"]) => {
  const page = DEMO_PAGES.find((each) => each.snippet === snippet);
  return page ? `${t(`brands.${page.look}`)}: ${t(`pages.${page.name}.link`)}` : snippet;
};
