import { expect, test } from "vitest";
import { DEFAULT_LOOK } from "@/lib/appearance/rules";
import { launcherStyles } from "./launcher-styles";

test("the launcher stands where the company wants it, and its panel grows from the same side", () => {
  const css = launcherStyles("#1f5eff", { ...DEFAULT_LOOK, position: "start", offsetX: 8, offsetY: 96 });
  expect(css).toContain("bottom:96px;inset-inline-start:8px");
  expect(css).toMatch(/iframe\{[^}]*inset-inline-start:0/);
  // Above the panel stays as much room as beside the launcher by default.
  expect(css).toContain("100vh - 184px");
});

test.each([
  ["auto", "@media (prefers-color-scheme:dark){iframe"],
  ["dark", "@media all{iframe"],
  ["light", "@media not all{iframe"],
] as const)("before the chat is there its panel has the colour of the theme %s", (theme, expected) => {
  expect(launcherStyles("#1f5eff", { ...DEFAULT_LOOK, theme })).toContain(expected);
});

test("the icon stands out from any colour", () => {
  expect(launcherStyles("#ffee00", DEFAULT_LOOK)).not.toContain("color:#ffffff");
  expect(launcherStyles("#101010", DEFAULT_LOOK)).toContain("color:#ffffff");
});
