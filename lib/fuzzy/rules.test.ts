import { describe, expect, test } from "vitest";
import { cpuMsOf } from "@/tests/support/cpu-time";
import { fuzzyScore, fuzzySearch } from "./rules";

const search = (query: string, texts: string[]) => fuzzySearch(query, texts, (text) => [text]);

describe("a fuzzy search", () => {
  test("finds whole words, beginnings and letters in their order, the best first", () => {
    expect(search("ref", ["Prefer mail", "How to get a refund", "Refund policy"])).toEqual([
      "Refund policy",
      "How to get a refund",
      "Prefer mail",
    ]);
    expect(search("crp", ["Canned reply policy", "Crop"])).toContain("Canned reply policy");
  });

  test("takes no notice of case, accents and ё", () => {
    expect(search("нее", ["Неё нет"])).toHaveLength(1);
    expect(search("CAFE", ["café"])).toHaveLength(1);
    expect(search("й", ["Йод"])).toHaveLength(1);
  });

  test("needs every word of the query, in any order", () => {
    expect(search("policy refund", ["Refund policy", "Refund"])).toEqual(["Refund policy"]);
  });

  test("finds nothing where a letter is missing or the first one begins no word", () => {
    expect(fuzzyScore("xyz", "Refund")).toBeNull();
    expect(fuzzyScore("edf", "Refund of")).toBeNull();
  });

  test("gives everything in its order for an empty query", () => {
    expect(search(" ", ["b", "a"])).toEqual(["b", "a"]);
  });

  test("prefers a match in the title to one in the body", () => {
    const items = [
      { title: "Hours", body: "refund refund" },
      { title: "A refund", body: "" },
    ];
    expect(fuzzySearch("refund", items, ({ title, body }) => [title, body])[0]?.title).toBe("A refund");
  });

  test("reads what has a meaning in patterns as text, and long texts in little time", () => {
    expect(search("(.*)", ["a (.*) b"])).toHaveLength(1);
    expect(cpuMsOf(() => search("a".repeat(50), Array(500).fill("ab ".repeat(2000))))).toBeLessThan(10_000);
  });
});
