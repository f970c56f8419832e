/** For whom a page is written, in this order. */
export const DOC_GROUPS = ["install", "admin", "operator"] as const;
export type DocGroup = (typeof DOC_GROUPS)[number];

/** The pages below `/docs`, in their order, and the files in `docs` that they are made of. */
export const DOC_PAGES = [
  { slug: "start", group: "install", file: "guide/start.md" },
  { slug: "website", group: "install", file: "widget/install.md" },
  { slug: "javascript", group: "install", file: "widget/javascript-api.md" },
  { slug: "identity", group: "install", file: "widget/identity.md" },
  { slug: "deploy", group: "install", file: "deploy/README.md" },
  { slug: "operations", group: "install", file: "operations.md" },
  { slug: "import", group: "install", file: "import.md" },
  { slug: "scale", group: "install", file: "scale.md" },
  { slug: "security", group: "install", file: "security.md" },
  { slug: "departments", group: "admin", file: "guide/departments.md" },
  { slug: "routing", group: "admin", file: "guide/routing.md" },
  { slug: "settings", group: "admin", file: "guide/settings.md" },
  { slug: "channels", group: "admin", file: "channels.md" },
  { slug: "crm", group: "admin", file: "crm.md" },
  { slug: "reports", group: "admin", file: "reports.md" },
  { slug: "webhooks", group: "admin", file: "webhooks.md" },
  { slug: "privacy", group: "admin", file: "guide/privacy.md" },
  { slug: "inbox", group: "operator", file: "guide/inbox.md" },
  { slug: "notifications", group: "operator", file: "notifications.md" },
] as const satisfies readonly { slug: string; group: DocGroup; file: string }[];

export type DocPage = (typeof DOC_PAGES)[number];
export type DocSlug = DocPage["slug"];

export const findDocPage = (slug: string): DocPage | undefined => DOC_PAGES.find((page) => page.slug === slug);

/**
 * Where a link of a file leads on the site; null for a file that is no page of it, such as a decision. Links to other sites
 * and within the page stay as they are.
 */
export function docHref(file: string, href: string): string | null {
  if (/^[a-z]+:|^#|^\//i.test(href)) return href;
  const { pathname, hash } = new URL(href, `https://docs.invalid/${file}`);
  const target = pathname.slice(1);
  if (target === "api/public.md") return "/docs/api";
  const page = DOC_PAGES.find((candidate) => candidate.file === target);
  if (!page) return null;
  return `/docs/${page.slug}${hash}`;
}

/** A heading's text without its markup. */
const wordsOf = (text: string) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*_]/g, "");

/** The name of a heading in addresses, as code hosts make it. */
export const headingId = (text: string): string =>
  wordsOf(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

/** The sections of a page. */
export function headingsOf(markdown: string): { id: string; text: string }[] {
  const withoutCode = markdown.replace(/^```[\s\S]*?^```/gm, "");
  return [...withoutCode.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => {
    return { id: headingId(title), text: wordsOf(title) };
  });
}
