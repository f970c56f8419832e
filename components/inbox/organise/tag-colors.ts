import type { TagColor } from "@/lib/tags/rules";

/** What the words look like in light and dark; tag-colors.test.ts proves 3:1 against what dots stand on. */
export const TAG_COLOR_VALUES: Record<TagColor, readonly [light: string, dark: string]> = {
  gray: ["#6b675e", "#a39d91"],
  red: ["#c0392b", "#f08a80"],
  orange: ["#c05717", "#eb9a5c"],
  yellow: ["#96700c", "#d9b34a"],
  green: ["#2e7d46", "#79c48c"],
  teal: ["#0f7c78", "#5cc4bf"],
  blue: ["#2f6fc4", "#82b4f2"],
  violet: ["#7a54c2", "#b79cf0"],
  pink: ["#b83f87", "#ee93c6"],
};

export const tagColorCss = (color: TagColor) => {
  const [light, dark] = TAG_COLOR_VALUES[color];
  return `light-dark(${light}, ${dark})`;
};
