import { expect, test } from "vitest";
import { contrastRatio, normalizeHex, parseHex, pickTextColor, relativeLuminance, textContrasts } from "./color";

const grey = (level: number) => ({ red: level, green: level, blue: level });

test("a colour of three or six digits is read, with or without the hash, in either case", () => {
  expect(parseHex("#0b6275")).toEqual({ red: 11, green: 98, blue: 117 });
  expect(parseHex(" 0B6275 ")).toEqual({ red: 11, green: 98, blue: 117 });
  expect(parseHex("#f0a")).toEqual({ red: 255, green: 0, blue: 170 });
});

test.each(["", "#", "#ff", "#ffff", "#fffff", "#fffffff", "red", "#ggg", "rgb(0,0,0)", "#12 345", "##123"])(
  "%j is no colour",
  (value) => {
    expect(parseHex(value)).toBeNull();
    expect(normalizeHex(value)).toBeNull();
  },
);

test("a colour is stored in one form", () => {
  expect(normalizeHex("F0A")).toBe("#ff00aa");
  expect(normalizeHex("#000")).toBe("#000000");
});

test("luminance runs from 0 for black to 1 for white", () => {
  expect(relativeLuminance(grey(0))).toBe(0);
  expect(relativeLuminance(grey(255))).toBeCloseTo(1, 10);
});

test("the linear part of luminance ends between the channels 10 and 11", () => {
  expect(relativeLuminance(grey(10))).toBeCloseTo(10 / 255 / 12.92, 10);
  expect(relativeLuminance(grey(11))).toBeGreaterThan(0);
  expect(relativeLuminance(grey(11))).not.toBeCloseTo(11 / 255 / 12.92, 6);
});

test("contrast is 1 with itself, 21 between black and white, and has no order", () => {
  expect(contrastRatio(grey(120), grey(120))).toBe(1);
  expect(contrastRatio(grey(0), grey(255))).toBeCloseTo(21, 10);
  expect(contrastRatio(grey(30), grey(200))).toBe(contrastRatio(grey(200), grey(30)));
});

test("white text stays as long as it reaches 4.5:1, one step lighter turns it black", () => {
  expect(textContrasts(grey(0x76)).white).toBeGreaterThanOrEqual(4.5);
  expect(pickTextColor("#767676")).toBe("#ffffff");
  expect(textContrasts(grey(0x77)).white).toBeLessThan(4.5);
  expect(pickTextColor("#777777")).toBe("#000000");
});

test("on every colour the picked text reaches 4.5:1", () => {
  for (let red = 0; red <= 255; red += 15)
    for (let green = 0; green <= 255; green += 15)
      for (let blue = 0; blue <= 255; blue += 15) {
        const { white, black } = textContrasts({ red, green, blue });
        const hex = `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
        expect(pickTextColor(hex) === "#ffffff" ? white : black).toBeGreaterThanOrEqual(4.5);
      }
});

test("what is not a colour gets black text", () => {
  expect(pickTextColor("chartreuse")).toBe("#000000");
});
