import { describe, expect, test } from "vitest";
import { type InboxState, inboxReducer, initialInbox, type Presence } from "./inbox-state";
import { inboxOf, instant, ME } from "./test-rows";

const start = () => initialInbox(inboxOf([]), null);

describe("presence", () => {
  const away: Presence = { intent: "away", finishing: false, awayByMissesAt: null };
  const choose = (state: InboxState) => inboxReducer(state, { type: "presenceChosen", change: { intent: "away" } });
  const intentOf = (state: InboxState) => state.operator.intent;

  test("what another tab chose is followed", () => {
    const state = start();
    const told = { intent: "away", finishing: true, awayByMissesAt: instant(5) } as const;
    const after = inboxReducer(state, { type: "presenceTold", presence: told, since: state.clock });
    expect(after.operator).toMatchObject(told);
    expect(inboxReducer(after, { type: "presenceTold", presence: told, since: after.clock })).toBe(after);
  });

  test("a choice shows at once, and no answer that was asked for before it turns it back", () => {
    const state = start();
    const chosen = choose(state);
    expect(intentOf(chosen)).toBe("away");
    const pulsed = inboxReducer(chosen, { type: "presenceTold", presence: { intent: "online" }, since: state.clock });
    const read = inboxReducer(pulsed, { type: "snapshot", inbox: inboxOf([]), since: state.clock });
    expect(intentOf(read)).toBe("away");
    // Asked after the choice, but answered before the server knew of it.
    const settled = inboxReducer(
      inboxReducer(read, { type: "presenceTold", presence: { intent: "online" }, since: read.clock }),
      { type: "presenceSettled", presence: away },
    );
    expect(intentOf(inboxReducer(settled, { type: "snapshot", inbox: inboxOf([]), since: read.clock }))).toBe("away");
  });

  test("a refused choice is taken back, and from then on the server is believed again", () => {
    const chosen = choose(start());
    const before: Presence = { intent: "online", finishing: false, awayByMissesAt: null };
    const refused = inboxReducer(chosen, { type: "presenceSettled", presence: before });
    expect(intentOf(refused)).toBe("online");
    const told = inboxReducer(refused, { type: "presenceTold", presence: away, since: refused.clock });
    expect(intentOf(told)).toBe("away");
  });

  test("whoever chooses anew is no longer away by missed chats", () => {
    const missed = inboxOf([], [], { operator: { ...ME, intent: "away", awayByMissesAt: instant(5) } });
    const state = inboxReducer(initialInbox(missed, null), { type: "presenceChosen", change: { intent: "online" } });
    expect(state.operator).toMatchObject({ intent: "online", awayByMissesAt: null });
  });

  test("going Online ends finishing; switching finishing leaves the intent and its reason alone", () => {
    const operator = { ...ME, intent: "away", finishing: true, awayByMissesAt: instant(5) } as const;
    const state = initialInbox(inboxOf([], [], { operator }), null);
    const online = inboxReducer(state, { type: "presenceChosen", change: { intent: "online" } });
    expect(online.operator).toMatchObject({ intent: "online", finishing: false });
    const switched = inboxReducer(state, { type: "presenceChosen", change: { finishing: false } });
    expect(switched.operator).toMatchObject({ intent: "away", finishing: false, awayByMissesAt: instant(5) });
  });

  test("a snapshot brings load and offline messages even while a choice is on its way", () => {
    const chosen = choose(start());
    const inbox = inboxOf([], [], { operator: { ...ME, load: 3 }, offlineCount: 7 });
    const after = inboxReducer(chosen, { type: "snapshot", inbox, since: chosen.clock });
    expect(after).toMatchObject({ operator: { intent: "away", load: 3 }, offlineCount: 7 });
  });
});
