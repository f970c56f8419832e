import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import en from "@/messages/en/docs.json";
import { DOC_PAGES, docHref, headingId, headingsOf } from "./rules";

const textOf = (file: string) => readFileSync(join("docs", file), "utf8");
const linksOf = (markdown: string) =>
  [...markdown.replace(/^```[\s\S]*?^```/gm, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, href = ""]) => href);

describe.each(DOC_PAGES.map((page) => [page.slug, page] as const))("the page %s", (slug, { file }) => {
  test("has a file that begins with its only title, and a title in the contents", () => {
    const titles = textOf(file)
      .replace(/^```[\s\S]*?^```/gm, "")
      .match(/^# .+$/gm);
    expect(titles).toHaveLength(1);
    expect(textOf(file).startsWith("# ")).toBe(true);
    expect(en.pages).toHaveProperty(slug);
  });

  test("leads nowhere that does not exist, neither to a file nor to a section", () => {
    for (const href of linksOf(textOf(file))) {
      if (/^[a-z]+:/i.test(href)) continue;
      const [path = "", hash] = href.split("#");
      const target = path ? join(dirname(file), path) : file;
      expect(existsSync(join("docs", target)), href).toBe(true);
      if (hash) expect(headingsOf(textOf(target)).map(({ id }) => id)).toContain(hash);
    }
  });
});

describe("a link of a file", () => {
  test.each([
    ["guide/start.md", "../widget/install.md", "/docs/website"],
    ["guide/start.md", "departments.md#hours", "/docs/departments#hours"],
    ["operations.md", "api/public.md", "/docs/api"],
    ["security.md", "decisions/", null],
    ["security.md", "../SECURITY.md", null],
    ["security.md", "https://example.com/a.md", "https://example.com/a.md"],
    ["security.md", "#known-limits", "#known-limits"],
  ])("of %s to %s leads to %s", (file, href, expected) => expect(docHref(file, href)).toBe(expected));
});

test("headings are named as code hosts name them", () => {
  expect(headingId("Hidden and disabled")).toBe("hidden-and-disabled");
  expect(headingId("What it *does*, and `why`")).toBe("what-it-does-and-why");
  expect(headingsOf("# A\n\n## `x` of [b](c)\n\n```sh\n## no\n```\n")).toEqual([{ id: "x-of-b", text: "x of b" }]);
});
