import { describe, expect, test } from "vitest";
import { changesOf } from "./rules";

describe("what has changed", () => {
  test("is told field by field, and parts of a field by their path; what is the same is left out", () => {
    const before = { name: "Sales", color: "#111111", texts: { en: { greeting: "Hi" }, ru: { greeting: "Привет" } } };
    const after = { name: "Sales", color: "#222222", texts: { en: { greeting: "Hello" }, ru: { greeting: "Привет" } } };
    expect(changesOf(before, after)).toEqual({
      color: { before: "#111111", after: "#222222" },
      "texts.en.greeting": { before: "Hi", after: "Hello" },
    });
  });

  test("of a secret says that it changed, and neither what it was nor what it is", () => {
    const changes = changesOf({ password: "old" }, { password: "new" }, ["password"]);
    expect(changes).toEqual({ password: { isSecret: true } });
    expect(JSON.stringify(changes)).not.toMatch(/old|new/);
    expect(changesOf({ password: "same" }, { password: "same" }, ["password"])).toEqual({});
    expect(changesOf({ keys: { private: "a" } }, { keys: { private: "b" } }, ["keys"])).toEqual({
      keys: { isSecret: true },
    });
  });

  test("of something new or gone is everything that is not empty", () => {
    const row = { name: "Sales", greeting: "", hidden: false, domains: [], hours: null, createdAt: new Date(0) };
    expect(changesOf(null, row)).toEqual({
      name: { before: null, after: "Sales" },
      hidden: { before: null, after: false },
    });
    expect(changesOf(row, null)).toEqual({
      name: { before: "Sales", after: null },
      hidden: { before: false, after: null },
    });
  });

  test("is not the order of keys, nor none for an empty text, but is the order of a list", () => {
    expect(changesOf({ list: [{ a: 1, b: 2 }], text: "" }, { list: [{ b: 2, a: 1 }], text: null })).toEqual({});
    expect(changesOf({ list: [1, 2] }, { list: [2, 1] })).toEqual({ list: { before: [1, 2], after: [2, 1] } });
  });

  test("is what the database keeps: instants as text, and whatever is not set as none", () => {
    const at = new Date("2026-05-12T12:00:00Z");
    expect(changesOf({ until: undefined }, { until: at })).toEqual({
      until: { before: null, after: "2026-05-12T12:00:00.000Z" },
    });
    expect(changesOf({ look: null }, { look: { place: "left" } })).toEqual({
      "look.place": { before: null, after: "left" },
    });
  });
});
