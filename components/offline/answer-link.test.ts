import { expect, test } from "vitest";
import { answerLink } from "./answer-link";

const answer = (change: Partial<Parameters<typeof answerLink>[0]> = {}) =>
  answerLink({
    email: "vera@example.com",
    subject: "Your message",
    intro: "Vera wrote:",
    text: "Hello\nthere",
    ...change,
  });

const read = (link: string) => {
  const { pathname, searchParams } = new URL(link);
  // Mail programs decode percent signs only; URLSearchParams would read a plus as a space.
  return { to: decodeURIComponent(pathname), subject: searchParams.get("subject"), body: searchParams.get("body") };
};

test("an answer begins with its subject and the quoted text below", () => {
  expect(read(answer())).toEqual({
    to: "vera@example.com",
    subject: "Your message",
    body: "\r\n\r\nVera wrote:\r\n> Hello\r\n> there",
  });
});

test("nothing in an address, a name or a text can add a field or another receiver", () => {
  const link = answer({
    email: "a?bcc=eve@example.com",
    subject: "Hi&bcc=eve@example.com\r\nBcc: eve@example.com",
    text: "x&cc=eve@example.com#?%0ABcc: y",
  });
  const { protocol, searchParams, hash } = new URL(link);
  expect([protocol, hash, [...searchParams.keys()]]).toEqual(["mailto:", "", ["subject", "body"]]);
  expect(read(link).to).toBe("a?bcc=eve@example.com");
});

test.each([
  ["Cyrillic", "Здравствуйте, "],
  ["emoji", "👩‍👩‍👧‍👦"],
  ["lines", "a\n"],
])("a long text (%s) is cut to what mail programs take, at whole characters, and says so", (_, piece) => {
  const link = answer({ text: piece.repeat(1000) });
  expect(link.length).toBeLessThanOrEqual(1900);
  const { body } = read(link);
  expect(body?.endsWith("…")).toBe(true);
  expect(body).not.toContain("\ufffd");
  expect(body?.length).toBeGreaterThan(100);
});

test("half of a surrogate pair does not break the link", () => {
  expect(read(answer({ text: "a\ud800b" })).body).toContain("a\ufffdb");
});
