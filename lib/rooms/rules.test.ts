import { describe, expect, test } from "vitest";
import { roomParts } from "./rules";

const ORIGIN = "https://chat.example.com";
const ID = "0193a1b2-0000-7000-8000-00000000000f";

describe("a mention of a chat", () => {
  test.each([
    ["its address", `Look: ${ORIGIN}/inbox/${ID} please`, [{ text: "Look: " }, { chatId: ID }, { text: " please" }]],
    ["its path", `/inbox/${ID}`, [{ chatId: ID }]],
    ["in brackets", `(/inbox/${ID})`, [{ text: "(" }, { chatId: ID }, { text: ")" }]],
    ["in capitals", `${ORIGIN}/inbox/${ID.toUpperCase()}`, [{ chatId: ID }]],
    ["twice", `/inbox/${ID} ${ORIGIN}/inbox/${ID}`, [{ chatId: ID }, { text: " " }, { chatId: ID }]],
  ])("is found by %s", (_, body, parts) => {
    expect(roomParts(body, ORIGIN)).toEqual(parts);
  });

  test.each([
    ["another installation's", `https://evil.example/inbox/${ID}`],
    ["a longer address", `${ORIGIN}/x/inbox/${ID}`],
    ["more behind the id", `/inbox/${ID}/more`],
    ["no id", "/inbox/1234"],
    ["no text at all but words", "see the inbox"],
  ])("is not made of %s", (_, body) => {
    expect(roomParts(body, ORIGIN)).toEqual([{ text: body }]);
  });
});
