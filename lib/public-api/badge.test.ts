import { expect, test } from "vitest";
import { DEPARTMENT_STATES } from "@/lib/routing/department-state";
import { drawBadge } from "./badge";

const draw = (name: string, word = "Open") => drawBadge({ name, state: "open", word, locale: "en" });
const widthOf = (svg: string) => Number(/ width="(\d+)"/.exec(svg)?.[1]);

test("a name is text in the picture, whatever is in it", () => {
  const svg = draw(`<script>alert(1)</script>" onload='x' &amp;`);
  expect(svg.match(/<\/?[a-z]+/gi)?.every((tag) => /^<\/?(svg|title|clipPath|rect|g|path|text)$/.test(tag))).toBe(true);
  expect(svg).not.toMatch(/["'] onload=|onload=["']/);
  expect(svg).toContain("&#60;script&#62;");
});

test("a long name is cut, between characters", () => {
  const svg = draw("👩‍👩‍👧‍👦".repeat(30));
  expect(svg).toContain("…");
  expect(svg.isWellFormed()).toBe(true);
  expect(widthOf(svg)).toBeLessThan(700);
});

test("there is room for wide characters", () => {
  expect(widthOf(draw("営業部"))).toBeGreaterThan(widthOf(draw("abc")));
});

test("every state can be read by machine and eye", () => {
  for (const state of DEPARTMENT_STATES) {
    const svg = drawBadge({ name: "Sales", state, word: "Word", locale: "de" });
    expect(svg).toContain('aria-label="Sales: Word"');
    expect(svg).toContain("<title>Sales: Word</title>");
  }
});
