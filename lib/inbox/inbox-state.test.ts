import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { chatOf, isInSlot, myChats, offeredChats, waitingChats } from "./chat-lists";
import { type InboxState, inboxReducer, initialInbox } from "./inbox-state";
import {
  departmentOf,
  inboxOf,
  instant,
  ME,
  messageEvent,
  mineRow,
  OTHER,
  offeredRow,
  row,
  SALES,
  stateOf,
  uuid,
} from "./test-rows";

const start = (waiting: InboxChatDto[] = [], mine: InboxChatDto[] = []) => initialInbox(inboxOf(waiting, mine), null);
const ids = (chats: InboxChatDto[]) => chats.map(({ id }) => id);
const withRow = (state: InboxState, chat: InboxChatDto) => inboxReducer(state, { type: "row", chat });

describe("lists", () => {
  test("the queue is in order of arrival, whatever the order of the news", () => {
    const state = withRow(withRow(start([row(3)]), row(5)), row(1));
    expect(ids(waitingChats(state))).toEqual([uuid(1), uuid(3), uuid(5)]);
  });

  test("own chats begin with the newest message", () => {
    const newest = mineRow(1, { lastMessage: { preview: "x", by: "visitor", at: "2026-11-21T00:00:00.000Z" } });
    expect(ids(myChats(start([], [mineRow(2), newest])))).toEqual([uuid(1), uuid(2)]);
  });

  test("a chat that I accepted leaves the queue and is mine; one that a colleague accepted is in neither list", () => {
    const taken = row(2, { status: "active", lastSeq: 3, epoch: 2, owner: OTHER });
    const state = withRow(withRow(start([row(1), row(2)]), mineRow(1)), taken);
    expect(ids(waitingChats(state))).toEqual([]);
    expect(ids(myChats(state))).toEqual([uuid(1)]);
  });

  test("the filter keeps one department", () => {
    const bikes = { ...SALES, id: uuid(801) };
    const inbox = inboxOf([row(1), row(2, { department: bikes })]);
    const departments = [...inbox.departments, departmentOf(bikes)];
    const state = initialInbox({ ...inbox, departments }, null);
    expect(ids(waitingChats(state, bikes.id))).toEqual([uuid(2)]);
    expect(waitingChats(state)).toHaveLength(2);
  });

  test("the queue of a department that I left is not shown", () => {
    const state = start([row(1)]);
    const left = inboxReducer(state, { type: "snapshot", inbox: inboxOf([], [], { departments: [] }), since: 0 });
    expect(waitingChats(withRow(left, row(4)))).toEqual([]);
  });
});

describe("news out of order", () => {
  test("a late row about an earlier moment changes nothing", () => {
    const state = start([], [mineRow(1)]);
    expect(withRow(state, row(1))).toBe(state);
  });

  test("a row of the same moment is taken: the visitor is on another page", () => {
    const page = { url: "https://shop.example/pans", title: "Pans", referrer: null };
    expect(chatOf(withRow(start([row(1)]), row(1, { page })), uuid(1))?.page.title).toBe("Pans");
  });

  test("a chat that a colleague took does not come back by a snapshot that was read before", () => {
    const state = start([row(1)]);
    const since = state.clock;
    const taken = withRow(state, row(1, { status: "active", lastSeq: 3, epoch: 2, owner: OTHER }));
    const after = inboxReducer(taken, { type: "snapshot", inbox: inboxOf([row(1)]), since });
    expect(waitingChats(after)).toEqual([]);
  });

  test("a chat heard of while the snapshot was on its way stays", () => {
    const state = start();
    const heard = withRow(state, row(7));
    const after = inboxReducer(heard, { type: "snapshot", inbox: inboxOf([]), since: state.clock });
    expect(ids(waitingChats(after))).toEqual([uuid(7)]);
  });

  test("a chat that the snapshot no longer has goes, unless it is the opened one", () => {
    const opened = inboxReducer(start([row(1), row(2)]), { type: "opened", chatId: uuid(2) });
    const after = inboxReducer(opened, { type: "snapshot", inbox: inboxOf([]), since: opened.clock });
    expect(chatOf(after, uuid(1))).toBeUndefined();
    expect(chatOf(after, uuid(2))).toBeDefined();
  });

  test("the end of any run of lost, doubled and reordered rows plus one snapshot is a fresh load", () => {
    const history = (n: number) => [
      row(n),
      row(n, { lastSeq: 3 }),
      mineRow(n, { lastSeq: 4 }),
      mineRow(n, { lastSeq: 5, status: "closed", closedAt: "2026-11-20T13:00:00.000Z" }),
    ];
    const heardOf = fc.array(fc.record({ chat: fc.integer({ min: 1, max: 4 }), at: fc.integer({ min: 0, max: 3 }) }));
    const truth = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(heardOf, truth, (heard, stages) => {
        const present = stages.map((stage, index) => history(index + 1)[stage]).filter((one) => one !== undefined);
        const known = heard
          // Nobody hears of what has not happened yet.
          .filter(({ chat, at }) => at <= (stages[chat - 1] ?? 0))
          .reduce((state, { chat, at }) => {
            const heardRow = history(chat)[at];
            return heardRow ? withRow(state, heardRow) : state;
          }, start());
        const inbox = inboxOf(
          present.filter(({ status }) => status === "queued"),
          present.filter(({ status }) => status === "active"),
        );
        const state = inboxReducer(known, { type: "snapshot", inbox, since: known.clock });
        const fresh = initialInbox(inbox, null);
        expect(waitingChats(state)).toEqual(waitingChats(fresh));
        expect(myChats(state)).toEqual(myChats(fresh));
      }),
    );
  });
});

describe("what else is learnt", () => {
  test("a state by pulse moves the chat between the lists", () => {
    const owner = { id: ME.id, name: ME.name };
    const told = stateOf(1, { status: "active", epoch: 2, lastSeq: 3, owner });
    expect(ids(myChats(inboxReducer(start([row(1)]), { type: "state", state: told })))).toEqual([uuid(1)]);
  });

  test("a state by pulse that gives the chat to somebody else drops what hung on its owner", () => {
    const deadlines = { reassignAt: instant(60), idleCloseAt: null };
    const state = start([], [mineRow(1, { deadlines, heldAt: instant(9) })]);
    const told = stateOf(1, { status: "active", epoch: 3, lastSeq: 4, owner: OTHER });
    const after = chatOf(inboxReducer(state, { type: "state", state: told }), uuid(1));
    expect(after).toMatchObject({ owner: OTHER, heldAt: null, deadlines: { reassignAt: null } });
  });

  test("a message seen in the opened chat is the row's preview at once, but only the next one in order", () => {
    const state = start([], [mineRow(1)]);
    const next = inboxReducer(state, { type: "message", event: messageEvent(1, 4, { body: "And?" }) });
    expect(chatOf(next, uuid(1))).toMatchObject({
      lastSeq: 4,
      lastVisitorSeq: 4,
      unread: 2,
      lastMessage: { preview: "And?", by: "visitor" },
    });
    expect(inboxReducer(state, { type: "message", event: messageEvent(1, 6) })).toBe(state);
  });

  test("a file is told by what was written with it, else by its name", () => {
    const state = start([], [mineRow(1)]);
    const file = {
      id: uuid(7),
      name: "a.pdf",
      type: "application/pdf",
      size: 1,
      width: null,
      height: null,
      hasThumb: false,
    };
    const previewOf = (body: string | undefined) =>
      chatOf(inboxReducer(state, { type: "message", event: messageEvent(1, 4, { body, file }) }), uuid(1))?.lastMessage
        ?.preview;
    expect([undefined, "Our offer"].map(previewOf)).toEqual(["\u{1F4CE} a.pdf", "\u{1F4CE} Our offer"]);
  });

  test("an answer stops the clock of reassignment at once, a visitor's message that of idleness", () => {
    const chat = mineRow(1, {
      overdueSince: instant(50),
      isOnIt: true,
      deadlines: { reassignAt: instant(60), idleCloseAt: instant(90) },
    });
    const rowAfter = (type: "visitor" | "operator") =>
      chatOf(
        inboxReducer(start([], [chat]), { type: "message", event: messageEvent(1, 4, { sender: { type } }) }),
        chat.id,
      );
    expect(rowAfter("operator")).toMatchObject({
      awaitingSince: null,
      isOnIt: false,
      overdueSince: null,
      deadlines: { reassignAt: null, idleCloseAt: instant(90) },
    });
    expect(rowAfter("visitor")).toMatchObject({
      awaitingSince: instant(1),
      deadlines: { reassignAt: instant(60), idleCloseAt: null },
    });
  });
});

describe("offers", () => {
  test("an offer to me is in its own list, also of a department that I am not in, until it is answered", () => {
    const inbox = inboxOf([], [], { offers: [offeredRow(1, { department: { ...SALES, id: uuid(877) } })] });
    const state = initialInbox(inbox, null);
    expect(ids(offeredChats(state))).toEqual([uuid(1)]);
    expect(myChats(state)).toEqual([]);
    const accepted = withRow(state, mineRow(1, { lastSeq: 5, epoch: 3 }));
    expect(ids(offeredChats(accepted))).toEqual([]);
    expect(ids(myChats(accepted))).toEqual([uuid(1)]);
  });

  test("a chat that I offer to a colleague stays mine", () => {
    const offer = { operatorId: OTHER.id, operatorName: OTHER.name, departmentName: null, expiresAt: null };
    const state = start([], [mineRow(1, { offer })]);
    expect(ids(myChats(state))).toEqual([uuid(1)]);
    expect(offeredChats(state)).toEqual([]);
  });

  test("the offer that ends first comes first", () => {
    const inbox = inboxOf([], [], { offers: [offeredRow(3), offeredRow(1)] });
    expect(ids(offeredChats(initialInbox(inbox, null)))).toEqual([uuid(1), uuid(3)]);
  });
});

test("a chat on hold is mine but takes no slot", () => {
  expect(isInSlot(mineRow(1), ME.id)).toBe(true);
  expect(isInSlot(mineRow(1, { heldAt: instant(5) }), ME.id)).toBe(false);
  expect(isInSlot(offeredRow(1), ME.id)).toBe(false);
  expect(isInSlot(undefined, ME.id)).toBe(false);
});
