import { expect, test } from "vitest";
import { splitCampaign } from "./rules";

test.each([
  ["https://shop.example/pans", "https://shop.example/pans", null],
  ["https://shop.example/pans?id=7", "https://shop.example/pans?id=7", null],
  [
    "https://shop.example/pans&utm_source=letter&utm_medium=e%2Dmail",
    "https://shop.example/pans",
    { source: "letter", medium: "e-mail" },
  ],
  ["https://shop.example/pans?utm_campaign=Spring+sale", "https://shop.example/pans", { campaign: "Spring sale" }],
  ["https://shop.example/?id=7&utm_source=a#utm_source=b", "https://shop.example/?id=7", { source: "a" }],
  ["https://shop.example/&utm_=1&utm_source=", "https://shop.example/", null],
  ["https://shop.example/&utm_source=<img src=x>", "https://shop.example/", { source: "<img src=x>" }],
  ["https://shop.example/&utm_source=a%00b%E0%A4", "https://shop.example/", { source: "a b\ufffd" }],
])("of %j the page and the campaign", (address, url, utm) => {
  expect(splitCampaign(address)).toEqual({ url, utm });
});

test("a campaign has a few parameters of a bearable length, and no property of an object's own", () => {
  const many = Array.from({ length: 50 }, (_, n) => `&utm_${"abcdefghijklmnopqrstuvwxyz".slice(n % 26)}=x`).join("");
  expect(Object.keys(splitCampaign(`https://a.example/${many}`).utm ?? {})).toHaveLength(10);
  expect(splitCampaign(`https://a.example/&utm_source=${"x".repeat(5000)}`).utm?.source).toHaveLength(200);
  expect(splitCampaign("https://a.example/&utm___proto__=1").utm).toBeNull();
  expect(splitCampaign(null)).toEqual({ url: null, utm: null });
});
