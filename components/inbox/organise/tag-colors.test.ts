import { expect, test } from "vitest";
import { contrastRatio, parseHex } from "@/lib/color";
import { TAG_COLORS } from "@/lib/tags/rules";
import { TAG_COLOR_VALUES } from "./tag-colors";

/** What dots stand on, as globals.css has it: surfaces, raised, sunken, selected. */
const LIGHT = ["#ffffff", "#f7f6f3", "#f0eeea", "#e3eef0"];
const DARK = ["#1d1c19", "#161513", "#262421", "#2a2824", "#19343b"];
const contrast = (one: string, other: string) => {
  const [first, second] = [parseHex(one), parseHex(other)];
  if (!first || !second) throw new Error("no colour");
  return contrastRatio(first, second);
};

test.each(TAG_COLORS)("the dot of a %s tag is seen on every surface, light and dark (WCAG 2.2, 1.4.11)", (color) => {
  const [light, dark] = TAG_COLOR_VALUES[color];
  for (const surface of LIGHT) expect(contrast(light, surface)).toBeGreaterThanOrEqual(3);
  for (const surface of DARK) expect(contrast(dark, surface)).toBeGreaterThanOrEqual(3);
});
