import { describe, expect, test } from "vitest";
import { findThread, isOurs, messageIdOf, readToken, replyAddress, signThread, threadIdOf } from "./reply-token";

const signer = { address: "support@company.example", secret: "a secret of the tests" };
const threadId = threadIdOf("mail", signer);
const token = signThread(threadId, signer);

describe("the signature of a thread", () => {
  test("opens what it was made for, in any case, and fits an address", () => {
    expect(token).toMatch(/^[a-z2-7]{32}$/);
    expect(readToken(token.toUpperCase(), signer)).toBe(threadId);
    expect(replyAddress(token, "a".repeat(31).concat("@company.example")).indexOf("@")).toBe(64);
  });

  test("is refused with any one character changed", () => {
    for (let place = 0; place < token.length; place++) {
      const other = token.charAt(place) === "a" ? "b" : "a";
      expect(readToken(token.slice(0, place) + other + token.slice(place + 1), signer)).toBeNull();
    }
  });

  test.each([
    ["another secret", { ...signer, secret: "another" }],
    ["another channel", { ...signer, address: "sales@company.example" }],
  ])("is refused from %s", (_, other) => expect(readToken(signThread(threadId, other), signer)).toBeNull());

  test.each(["", "a", token.slice(1), `${token}a`, `${token} `, "ſ".repeat(32), "a".repeat(32)])(
    "is none in %j",
    (text) => expect(readToken(text, signer)).toBeNull(),
  );
});

describe("the thread of a mail", () => {
  const find = (recipients: string[], references: string[] = []) => findThread({ recipients, references }, signer);

  test("is that of the address it goes to, or of a mail of ours that it answers", () => {
    expect(find(["x@y.example", replyAddress(token, signer.address)])).toBe(threadId);
    expect(find([signer.address], ["other@z.example", messageIdOf(token, "2-3", signer.address)])).toBe(threadId);
  });

  test("is none by our address alone, by a forged signature, or by one at another domain", () => {
    expect(find([signer.address])).toBeNull();
    expect(find([replyAddress("a".repeat(32), signer.address)], [`${"a".repeat(32)}.1-1@company.example`])).toBeNull();
    expect(find([replyAddress(token, "support@evil.example")])).toBeNull();
  });

  test("is found although a forged one stands before it", () => {
    expect(find([replyAddress("b".repeat(32), signer.address), replyAddress(token, signer.address)])).toBe(threadId);
  });
});

test("our address is ours with a signature and without, and no address that looks like it is", () => {
  const ours = ["Support@Company.example", replyAddress(token, signer.address)];
  expect(ours.map((address) => isOurs(address, signer.address))).toEqual([true, true]);
  const others = ["xsupport@company.example", "support@company.example.evil.example", "support", ""];
  expect(others.some((address) => isOurs(address, signer.address))).toBe(false);
});
