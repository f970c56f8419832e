import { describe, expect, test } from "vitest";
import { chatOf, clocksOf, entriesOf, legsOf, text } from "@/tests/support/chat-rows";
import { asVisitor } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { closeChat } from "../close-chat";
import { sendMessage } from "../messages/send-message";
import { getEventsPage } from "../queries";
import { rateChat } from "./rate-chat";

describe("a rating", () => {
  test("is taken after the close, changes no leg and starts no clock", async () => {
    const { id, owner, visitor } = await ownedChat();
    await closeChat(visitor, id);
    const before = await legsOf(id);
    expect(await rateChat(visitor, id, { score: 4, comment: "" })).toMatchObject({ status: "closed", rating: 4 });
    expect(await chatOf(id)).toMatchObject({ rating: 4, ratingComment: "", ratedAt: expect.any(Date) });
    expect((await entriesOf(id)).last).toMatchObject({ kind: "rated", data: { score: "4" } });
    expect(await legsOf(id)).toEqual(before);
    expect(await clocksOf(id)).toEqual({});
    expect((await getEventsPage(owner.db, owner.actor, id, { after: 0, limit: 9 })).events.at(-1)?.kind).toBe("rated");
  });

  test("moves no clock of an open chat", async () => {
    const { id, owner, visitor } = await ownedChat();
    await sendMessage(owner, id, text("Done"));
    const before = [await clocksOf(id), (await chatOf(id)).idleSince];
    await rateChat(visitor, id, { score: 5, comment: "" });
    expect([await clocksOf(id), (await chatOf(id)).idleSince]).toEqual(before);
  });

  test("given again the same changes nothing; another one is the last word", async () => {
    const { id, visitor } = await ownedChat();
    await rateChat(visitor, id, { score: 2, comment: "Slow" });
    await rateChat(visitor, id, { score: 2, comment: "Slow" });
    await rateChat(visitor, id, { score: 5, comment: "Solved it" });
    expect((await entriesOf(id)).kinds.filter((kind) => kind === "rated")).toHaveLength(2);
    expect(await chatOf(id)).toMatchObject({ rating: 5, ratingComment: "Solved it" });
  });

  test("has a comment that operators read and that the visitor's page does not repeat", async () => {
    const { id, owner, visitor } = await ownedChat();
    await rateChat(visitor, id, { score: 1, comment: "He was rude" });
    const seenBy = async ({ db, actor }: typeof owner | typeof visitor) =>
      (await getEventsPage(db, actor, id, { after: 0, limit: 9 })).events.at(-1);
    expect(await seenBy(owner)).toMatchObject({ kind: "rated", internal: { note: "He was rude" } });
    expect(JSON.stringify(await seenBy(visitor))).not.toContain("rude");
  });

  test("by another visitor is refused as if there were no chat", async () => {
    const { id } = await ownedChat();
    await expect(rateChat(await asVisitor(), id, { score: 1, comment: "" })).rejects.toMatchObject({
      code: "not_found",
      data: undefined,
    });
    expect((await chatOf(id)).rating).toBeNull();
  });
});
