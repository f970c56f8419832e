import { afterAll, describe, expect, test, vi } from "vitest";
import type { DraftDto, DraftKind } from "@/lib/drafts/schemas";
import { draftsIn } from "@/lib/inbox/drafts";
import type { TextStore } from "@/lib/inbox/storage";
import { uuid } from "@/lib/inbox/test-rows";
import { DraftSync } from "./draft-sync";

// Files of a worker share its clock: whoever came after this one would wait for ever.
afterAll(() => void vi.useRealTimers());

const CHAT = uuid(1);

/** A server that numbers drafts, and browsers with a storage of their own that hear of each other. */
function server() {
  const stored = new Map<string, DraftDto>();
  const devices: DraftSync[] = [];
  const state = { isDown: false, version: 0 };
  const down = { ok: false, code: "unavailable", status: 0 } as const;
  const list = (wanted: (draft: DraftDto) => boolean) =>
    state.isDown ? down : ({ ok: true, status: 200, data: { drafts: [...stored.values()].filter(wanted) } } as const);
  return {
    state,
    stored,
    device(store: TextStore = memory(), kind: DraftKind = "reply") {
      const sync = new DraftSync({
        kind,
        local: draftsIn(store, "me", kind),
        store,
        key: kind === "reply" ? "notes" : "notes of notes",
        api: {
          readAll: async () => list(({ body }) => body !== ""),
          readChat: async (chatId) => list((draft) => draft.chatId === chatId),
          save: async (chatId, { kind, body }) => {
            if (state.isDown) return down;
            const draft = { chatId, kind, body, version: ++state.version };
            stored.set(`${chatId} ${kind}`, draft);
            for (const other of devices) other.heard(draft);
            return { ok: true, status: 200, data: draft };
          },
        },
      });
      devices.push(sync);
      return sync;
    },
  };
}

function memory(): TextStore {
  const texts = new Map<string, string>();
  return {
    get: (key) => texts.get(key) ?? null,
    set: (key, value) => Boolean(texts.set(key, value)),
    remove: (key) => void texts.delete(key),
  };
}

async function pause() {
  await vi.advanceTimersByTimeAsync(1100);
}

describe("a draft", () => {
  vi.useFakeTimers();

  test("is on the other device a moment after the last key, and gone there once it is sent", async () => {
    const { device, state } = server();
    const [desk, phone] = [device(), device()];
    for (const text of ["D", "De", "Dear"]) desk.set(CHAT, text);
    await pause();
    expect(state.version).toBe(1);
    expect(phone.get(CHAT)).toBe("Dear");
    expect(phone.changes()).toBe(1);
    phone.set(CHAT, "");
    await pause();
    expect(desk.get(CHAT)).toBe("");
  });

  test("of a note is on the other device as a note, and leaves the answer there alone", async () => {
    const { device } = server();
    const stores = [memory(), memory()];
    const [deskNote, phoneNote] = stores.map((store) => device(store, "note"));
    const [deskReply, phoneReply] = stores.map((store) => device(store));
    phoneReply?.set(CHAT, "Dear");
    await pause();
    deskNote?.set(CHAT, "difficult");
    await pause();
    expect([phoneNote, phoneReply, deskReply].map((sync) => sync?.get(CHAT))).toEqual(["difficult", "Dear", "Dear"]);
    deskNote?.set(CHAT, "");
    await pause();
    expect([phoneNote, phoneReply].map((sync) => sync?.get(CHAT))).toEqual(["", "Dear"]);
  });

  test("of two devices is the one that was saved last", async () => {
    const { device, stored } = server();
    const [desk, phone] = [device(), device()];
    desk.set(CHAT, "from the desk");
    await vi.advanceTimersByTimeAsync(500);
    phone.set(CHAT, "from the phone");
    await pause();
    expect(stored.get(`${CHAT} reply`)?.body).toBe("from the phone");
    expect(desk.get(CHAT)).toBe("from the phone");
  });

  test("that was typed without a connection stays, and is sent with the next one, also after a reload", async () => {
    const { device, state, stored } = server();
    const store = memory();
    const desk = device(store);
    state.isDown = true;
    desk.set(CHAT, "in the tunnel");
    await pause();
    expect(desk.get(CHAT)).toBe("in the tunnel");
    state.isDown = false;
    await device(store).sync();
    expect(stored.get(`${CHAT} reply`)?.body).toBe("in the tunnel");
  });

  test("that was sent elsewhere while this device slept is gone here; one that was never saved is not", async () => {
    const { device } = server();
    const store = memory();
    const desk = device(store);
    desk.set(CHAT, "Dear");
    await pause();
    const phone = device();
    await phone.sync();
    expect(phone.get(CHAT)).toBe("Dear");
    store.set(`foyer.draft.me.${uuid(2)}`, "from before");
    const slept = new Map([["notes", store.get("notes") ?? ""]]);
    phone.set(CHAT, "");
    await pause();
    store.set("notes", slept.get("notes") ?? "");
    draftsIn(store, "me").set(CHAT, "Dear");
    const woken = device(store);
    await woken.sync();
    expect(woken.get(CHAT)).toBe("");
    expect(woken.get(uuid(2))).toBe("from before");
  });
});
