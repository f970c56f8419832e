import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrastRatio, parseHex } from "@/lib/color";

const css = readFileSync("app/globals.css", "utf8");

/** Both values of each colour that `globals.css` defines as light-dark(#light, #dark). */
const colors = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(([, name = "", light = "", dark = ""]) => [
    name,
    { light, dark },
  ]),
);

function ratio(theme: "light" | "dark", one: string, other: string): number {
  const [first, second] = [one, other].map((name) => parseHex(colors.get(name)?.[theme] ?? ""));
  if (!first || !second) throw new Error(`${one} or ${other} is not a colour of globals.css`);
  return contrastRatio(first, second);
}

const GROUNDS = ["background", "surface", "surface-raised", "surface-sunken", "surface-selected"];
const TONES = ["accent", "danger", "warning", "success"];

const TEXT_PAIRS = [
  ...GROUNDS.flatMap((ground) => ["foreground", "muted"].map((text) => [text, ground])),
  ...GROUNDS.flatMap((ground) => TONES.map((tone) => [`${tone}-text`, ground])),
  ...TONES.map((tone) => [`${tone}-text`, `${tone}-soft`]),
  ...TONES.map((tone) => ["foreground", `${tone}-soft`]),
  ...TONES.map((tone) => ["muted", `${tone}-soft`]),
  ["accent-foreground", "accent"],
  ["accent-foreground", "accent-hover"],
  ["danger-foreground", "danger"],
  ["danger-foreground", "danger-hover"],
  ["background", "foreground"],
];

const MARK_PAIRS = GROUNDS.flatMap((ground) => ["border-strong", "focus", ...TONES].map((mark) => [mark, ground]));

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(TEXT_PAIRS)("%s on %s can be read (4.5:1)", (text = "", ground = "") => {
    expect(ratio(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(MARK_PAIRS)("%s on %s can be told apart (3:1)", (mark = "", ground = "") => {
    expect(ratio(theme, mark, ground)).toBeGreaterThanOrEqual(3);
  });
});
