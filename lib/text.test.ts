import { describe, expect, test } from "vitest";
import { clippedLine, emailAddress, isBlank, linesOfText, preview, requiredLine, requiredLines } from "./text";

const messageOf = (parsed: { success: boolean; error?: { issues: { message: string }[] } }) =>
  parsed.error?.issues[0]?.message;

describe("text by people", () => {
  test("is trimmed, keeps its inner lines, and unifies their ends", () => {
    expect(requiredLines(100).parse("  a\r\nb\rc  ")).toBe("a\nb\nc");
    expect(requiredLine(100).parse(" a\n\tb ")).toBe("a b");
  });

  test("may be as long as the limit and not one longer", () => {
    expect(requiredLines(4).parse("abcd")).toBe("abcd");
    expect(messageOf(requiredLines(4).safeParse("abcde"))).toBe("tooLong");
  });

  test.each(["", "   ", "\n\t", "\u200b", "\u200b \u2060\ufeff", "\u202e", "\u3164"])(
    "that looks empty is refused: %j",
    (text) => {
      expect(isBlank(text)).toBe(true);
      expect(messageOf(requiredLines(10).safeParse(text))).toBe("required");
    },
  );

  test.each(["a\u0000b", "a\u0007b", "a\u007fb", "a\ud800b", "\udc00", "a\u0085b"])(
    "with characters that no database or screen takes is refused: %j",
    (text) => {
      expect(messageOf(requiredLines(10).safeParse(text))).toBe("controlCharacters");
      expect(messageOf(requiredLine(10).safeParse(text))).toBe("controlCharacters");
    },
  );

  test("keeps emoji, right-to-left text and marks as they are", () => {
    const text = "👩‍👩‍👧‍👦 שלום e\u0301 🏴󠁧󠁢󠁥󠁮󠁧󠁿";
    expect(linesOfText(100).parse(text)).toBe(text);
  });

  test.each([1, [], { $gt: "" }, null, true])("must be a text: %j", (value) => {
    expect(requiredLines(10).safeParse(value).success).toBe(false);
  });
});

describe("what a browser says of itself", () => {
  test("is cut and cleaned, never refused", () => {
    expect(clippedLine(5).parse("ab\u0000cdefgh")).toBe("ab cd");
    expect(clippedLine(3).parse("ab\ud83d\ude00")).toBe("ab\ufffd");
    expect(clippedLine(10).parse("x".repeat(1_000_000))).toHaveLength(10);
  });
});

describe("a preview", () => {
  test("leaves short texts alone and joins lines", () => {
    expect(preview("a\nb", 10)).toBe("a b");
    expect(preview("x".repeat(10), 10)).toBe("x".repeat(10));
  });

  test("never cuts inside an emoji", () => {
    const family = "👩‍👩‍👧‍👦";
    const cut = preview(family.repeat(500), 30);
    expect(cut.length).toBeLessThanOrEqual(30);
    expect(cut).toBe(`${family.repeat(2)}…`);
  });
});

describe("an e-mail address", () => {
  test("is one account however it is written", () => {
    expect(emailAddress.parse(" A@B.Co ")).toBe("a@b.co");
  });

  test.each(["a＠b.co", '"e@evil"@b.co', "a@b.co,c@d.co", "a@b", "a b@c.de", `${"x".repeat(300)}@b.co`])(
    "refuses %s",
    (text) => {
      expect(emailAddress.safeParse(text).success).toBe(false);
    },
  );
});
