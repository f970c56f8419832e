import { expect, test } from "vitest";
import { keyToTry, renderTryPage } from "./try-page";

test("a key of an address is taken only if it could be one", () => {
  const of = (query: string) => keyToTry(new URLSearchParams(query));
  expect(of("key=abcDEF_-0123456789")).toBe("abcDEF_-0123456789");
  for (const query of [
    "",
    "key=",
    "key=short",
    "key=%22%3E%3Cscript%3E",
    "key=../../../etc/passwd",
    `key=${"a".repeat(65)}`,
  ]) {
    expect(of(query), query).toBeNull();
  }
});

test("the page to try a snippet carries that snippet and nothing else of the address", () => {
  const page = renderTryPage({ t: (key) => key, locale: "en" }, "http://127.0.0.1:3000/embed/abcdefgh.js");
  expect(page).toContain('<script async src="http://127.0.0.1:3000/embed/abcdefgh.js"></script>');
  expect(page.match(/<script/g)).toHaveLength(1);
});
