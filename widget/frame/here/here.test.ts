import { afterEach, describe, expect, test } from "vitest";
import { chat, chatState, closeFrame, department, entries, openFrame, type Request, soon, widget } from "../fake-frame";

afterEach(closeFrame);

const page = { url: "https://shop.example/pans", title: "Pans", referrer: "", focused: false };
const pulses = (requests: Request[]) => requests.filter(({ path }) => path === "/api/pulse");

/** A page on which a browser loads the part that tells of it; `begun` once an operator has written. */
async function onPage({ begun = false, isKnown = true, status = 200 } = {}) {
  const state = chatState({ status: "active", lastSeq: 1 });
  const said = entries({ sender: { type: "operator", name: "Anna" }, body: "May I help?" });
  const frame = await openFrame(widget(department("a")), ({ path }) => {
    if (path === "/api/pulse") return [status, { begun, chats: {} }];
    if (path.startsWith("/api/chats?")) return [200, { chats: [chat(state)] }];
    if (path.includes("/events?")) return [200, { events: said, upto: 1, hasMore: false, state }];
    return undefined;
  });
  Object.assign(document, { addEventListener: () => {}, hasFocus: () => false });
  const host = await import("../host");
  if (isKnown) host.store.set("id", JSON.stringify({ token: "t".repeat(43), chat: "none" }));
  frame.update({ page, view: "form", ...(begun && { departmentId: "a" }) });
  return { ...frame, start: () => import("./here") };
}

describe("a browser that has begun a chat before", () => {
  test("tells where it is, behind which key and in which time zone, and where it goes", async () => {
    const { requests, update, start } = await onPage();
    await start();
    await soon(() => expect(pulses(requests)).toHaveLength(1));
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    expect(pulses(requests)[0]?.body).toEqual({ chatIds: [], key: "company-key-of-tests-22", page, timeZone });
    update({ page: { ...page, focused: true } });
    update({ page: { ...page, url: "https://shop.example/knives" } });
    await soon(() => expect(pulses(requests)).toHaveLength(2));
    expect(pulses(requests)[1]?.body).toMatchObject({ page: { url: "https://shop.example/knives" } });
  });

  test("is shown what an operator has written, with the panel closed as it was", async () => {
    const { state, start } = await onPage({ begun: true });
    await start();
    await soon(() => expect(state.timeline?.events.at(-1)?.body).toBe("May I help?"));
    expect([state.view, state.open]).toEqual(["chat", false]);
  });

  test("keeps a form in which somebody types, and is not disturbed in it", async () => {
    const { state, update, requests, start } = await onPage({ begun: true });
    update({ open: true, form: { name: "", email: "", body: "Which pan" } });
    await start();
    await soon(() => expect(pulses(requests)).toHaveLength(1));
    await new Promise((done) => setTimeout(done));
    expect([state.view, state.form.body]).toEqual(["form", "Which pan"]);
  });
});

test("a browser that has begun nothing tells nothing", async () => {
  const { requests, start } = await onPage({ isKnown: false });
  await start();
  expect(pulses(requests)).toEqual([]);
});
