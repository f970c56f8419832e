import { expect, test } from "vitest";
import type { CallResult } from "@/lib/http/client";
import type { CannedRepliesDto } from "@/lib/replies/schemas";
import { row } from "../test-rows";
import { ReplyShelf } from "./reply-shelf";
import { replyValues } from "./reply-values";

const answer = (companyName: string): CallResult<CannedRepliesDto> => ({
  ok: true,
  status: 200,
  data: { replies: [], companyName },
});

test("replies are read once a minute at most, and once at a time", async () => {
  let reads = 0;
  const shelf = new ReplyShelf(async () => answer(`read ${++reads}`));
  await Promise.all([shelf.wanted(0), shelf.wanted(0)]);
  await shelf.wanted(59_999);
  expect(shelf.get()).toMatchObject({ companyName: "read 1", isLoaded: true });
  await shelf.wanted(60_000);
  expect(shelf.get().companyName).toBe("read 2");
});

test("what could not be read is tried at the next look, and what was there stays", async () => {
  let isDown = false;
  const shelf = new ReplyShelf(async () => (isDown ? { ok: false, code: "unavailable", status: 0 } : answer("there")));
  await shelf.wanted(0);
  isDown = true;
  await shelf.wanted(60_000);
  expect(shelf.get().companyName).toBe("there");
});

test("a visitor without a name has none to be called by", () => {
  const people = { operatorName: "Anna", companyName: "Tom's" };
  const chat = row(1);
  expect(replyValues(chat, people)["visitor.name"]).toBe("Visitor 1");
  expect(replyValues({ ...chat, visitor: { ...chat.visitor, name: "#0A1F" } }, people)["visitor.name"]).toBeNull();
});
