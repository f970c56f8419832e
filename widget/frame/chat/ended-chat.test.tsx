import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChatStateDto } from "@/lib/chats/schemas";
import { chatState, department, openFrame, soon, widget } from "../fake-frame";
import { endChats, fakeRealtime, later, openChat, realtime } from "./fake-chat";

beforeEach(fakeRealtime);
afterEach(endChats);

describe("a chat that has ended", () => {
  const claimed = { kind: "claimed", data: { operatorName: "Anna" } } as const;
  const closed = { kind: "closed", data: { reason: "idle" } } as const;
  const end = (patch: Partial<ChatStateDto> = {}) =>
    openChat({ status: "closed", owner: { name: "Anna" }, ...patch }, claimed, closed);

  test("is rated once, with a comment, and thanks", async () => {
    const { update, server, actions, posts, html } = await end();
    expect(html().match(/type="radio"/g)).toHaveLength(5);
    update({ rating: { score: 4, comment: "Fine", isSkipped: false } });
    server.append({ rating: 4 }, { kind: "rated", data: { score: "4" } });
    actions.rate();
    actions.rate();
    await soon(() => expect(html()).toContain("Thank you for your rating."));
    expect(posts("/rating")).toEqual([{ score: 4, comment: "Fine" }]);
    expect(html()).not.toContain("radio");
  });

  test("asks no rating of who has skipped it, or has had no operator", async () => {
    const { update, html } = await end();
    update({ rating: { score: 0, comment: "", isSkipped: true } });
    expect(html()).not.toContain("radio");
    const other = await openChat({ status: "closed" }, closed);
    expect(other.html()).not.toContain("radio");
    expect(other.html()).toContain("Download transcript");
  });

  test("asks no rating where its operator wanted none, until another one ends it", async () => {
    const spared = { kind: "closed", data: { reason: "operator", rating: "off" } } as const;
    const state = { status: "closed", owner: { name: "Anna" } } as const;
    expect((await openChat(state, claimed, spared)).html()).not.toContain("radio");
    const again = await openChat(state, claimed, spared, { kind: "reopened" }, claimed, closed);
    expect(again.html()).toContain("radio");
  });

  test("opens again when the visitor writes on in time, and is followed again", async () => {
    const { state, outbox, posts, html } = await end({ reopenUntil: later() });
    expect(html()).toContain("Write to reopen this chat.");
    await soon(() => expect(realtime.sockets).toBe(0));
    outbox.enqueue(chatState().chatId, "One more thing", true);
    await soon(() => expect(state.timeline?.status).toBe("queued"));
    expect(posts("/messages")).toMatchObject([{ body: "One more thing", reopen: true }]);
    expect(html()).toContain("The chat is open again");
    await soon(() => expect(realtime.sockets).toBe(1));
  });

  test("takes no text when it cannot be reopened", async () => {
    expect((await end()).html()).not.toContain('<textarea id="message"');
    expect((await end({ reopenUntil: later(-1000) })).html()).not.toContain('<textarea id="message"');
  });

  test("leads to a new one that goes on from it", async () => {
    const { state, update, startNew, room, posts } = await end();
    update({ draft: "Another question" });
    startNew(chatState().chatId);
    await soon(() => expect(state.view).toBe("picker"));
    expect(state.form.body).toBe("Another question");
    update({ view: "form", departmentId: "b" });
    await room.part("chat")?.submit();
    expect(posts("/api/chats").at(-1)).toMatchObject({ previousChatId: chatState().chatId, departmentId: "b" });
  });
});

describe("a message that crosses with the end of its chat", () => {
  async function cross(reopenUntil: string | null) {
    const frame = await openChat({ status: "active", owner: { name: "Anna" } });
    frame.server.append({ status: "closed", reopenUntil }, { kind: "closed", data: { reason: "operator" } });
    frame.server.refuse = ({ path, body }) =>
      path.endsWith("/messages") && !body?.reopen ? [409, { error: { code: "closed" } }] : undefined;
    frame.outbox.enqueue(chatState().chatId, "Wait", false);
    await soon(() => expect(frame.state.timeline?.state?.status).toBe("closed"));
    await soon(() => expect(frame.state.outbox).toMatchObject([{ body: "Wait", failed: "closed" }]));
    return frame;
  }

  test("stays as not sent, and nothing reopens by itself", async () => {
    const { html, posts } = await cross(later());
    expect(html()).toContain("Not sent: the chat has ended");
    expect(html()).toContain("Continue");
    expect(posts("/messages")).toHaveLength(1);
  });

  test("reopens the chat under the same id when its writer continues", async () => {
    const { state, outbox, posts } = await cross(later());
    const [{ clientId } = { clientId: "" }] = state.outbox;
    outbox.retry(clientId, true);
    await soon(() => expect(state.outbox).toEqual([]));
    const [first, second] = posts("/messages");
    expect(second).toMatchObject({ clientId: first?.clientId, body: "Wait", reopen: true });
    expect(state.timeline?.status).toBe("queued");
  });

  test("goes into a new chat when it is too late for that", async () => {
    const { state, startNew } = await cross(null);
    startNew(chatState().chatId);
    await soon(() => expect(state.view).toBe("picker"));
    expect(state).toMatchObject({ outbox: [], previousChatId: chatState().chatId, form: { body: "Wait" } });
  });
});

describe("a start that the department takes no more", () => {
  test.each([
    [{ state: "closed", opensAt: "2099-05-18T09:00:00.000Z" }, "It opens"],
    [{ state: "full", opensAt: null }, "the queue is full"],
  ])("with %j becomes an offline message with the text kept", async (data, expected) => {
    const { state, update, entrance, room } = await openFrame(widget(department("a")), ({ path }) =>
      path === "/api/chats" ? [409, { error: { code: "conflict", data } }] : undefined,
    );
    await entrance.showForm("a");
    update({ form: { name: "Mia", email: "", body: "Which pan?" } });
    await (await room.loadPart("chat"))?.submit();
    expect(state).toMatchObject({ view: "form", offline: true, busy: false, failure: undefined });
    expect(state.form.body).toBe("Which pan?");
    expect(state.announcement).toContain(expected);
  });
});
