import { expect, test } from "vitest";
import { applyEvents, emptyTimeline, withOutbox } from "@/lib/chats/timeline";
import { logItems } from "./log-items";
import { ME, messageEvent, uuid } from "./test-rows";

const mine = { type: "operator", id: ME.id } as const;
const at = (time: string) => ({ createdAt: `2026-11-20T${time}:00.000Z` });
const day = (instant: string) => instant.slice(0, 10);

test("messages of one sender within five minutes are one group, and each day begins anew", () => {
  const events = [
    messageEvent(1, 1, { kind: "started", sender: { type: "system" }, body: undefined, ...at("10:00") }),
    messageEvent(1, 2, at("10:00")),
    messageEvent(1, 3, at("10:04")),
    messageEvent(1, 4, at("10:20")),
    messageEvent(1, 5, { sender: mine, ...at("10:20") }),
    messageEvent(1, 6, { sender: mine, createdAt: "2026-11-21T00:00:00.000Z" }),
  ];
  const timeline = applyEvents(emptyTimeline(uuid(1)), events);
  const pending = { clientId: "id", chatId: uuid(1), body: "and", createdAt: Date.parse("2026-11-22T00:00:00Z") };
  const items = logItems(withOutbox(timeline, [pending]), ME.id, day);
  const shape = items.map((item) => {
    if (item.type === "message") return `${item.event.seq}${item.isFirst ? "(" : ""}${item.isLast ? ")" : ""}`;
    return item.type === "pending" && item.isFirst ? "pending(" : item.type;
  });
  expect(shape).toEqual(["day", "event", "2(", "3)", "4()", "5()", "day", "6(", "pending"]);
});
