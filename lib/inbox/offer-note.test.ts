import { expect, test } from "vitest";
import { offerIn } from "./offer-note";
import { messageEvent, OTHER, uuid } from "./test-rows";

const offered = (seq: number, note?: string) =>
  messageEvent(1, seq, {
    kind: "offered",
    body: undefined,
    data: { operatorName: "Olga", operatorId: uuid(900), fromName: OTHER.name },
    ...(note !== undefined && { internal: { note } }),
  });

test("the present offer tells who makes it and with which note", () => {
  expect(offerIn([messageEvent(1, 1), offered(2, "Knows bolts"), messageEvent(1, 3)])).toEqual({
    fromName: "Boris",
    note: "Knows bolts",
  });
  expect(offerIn([offered(1)])?.note).toBe("");
});

test("an answered offer is none, and a second one has its own note", () => {
  const declined = messageEvent(1, 3, { kind: "declined", body: undefined });
  expect(offerIn([offered(2, "First"), declined])).toBeNull();
  expect(offerIn([offered(2, "First"), declined, offered(4, "Second")])?.note).toBe("Second");
});
