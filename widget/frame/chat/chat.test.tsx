import { render } from "preact-render-to-string";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { soon } from "../fake-frame";
import { endChats, fakeRealtime, later, openChat, realtime } from "./fake-chat";

beforeEach(fakeRealtime);
afterEach(endChats);

describe("a waiting visitor", () => {
  const queue = { place: 3, estimate: { fromMinutes: 2, toMinutes: 4 }, isLate: false };

  test("reads place and estimate, and follows them live", async () => {
    const { html } = await openChat({ queue });
    expect(html()).toContain("You are number 3 · about 2–4 min");
    await soon(() => expect(realtime.sockets).toBe(1));
    realtime.emit("queue.moved", { chatId: "x", queue: { ...queue, place: 1, isLate: true } });
    expect(html()).toContain("You are next · taking longer than usual");
    realtime.emit("queue.moved", { chatId: "x", queue: "nonsense" });
    expect(html()).toContain("You are next");
  });

  test("switches to another department with the snippet's key", async () => {
    const { server, actions, posts, html, state } = await openChat({ queue });
    expect(html()).toContain("Another department");
    await actions.ask("switch");
    expect(html()).toContain("<bdi>Team b</bdi>");
    expect(html()).not.toContain("<bdi>Team a</bdi>");
    const b = { id: "b", name: "Team b", color: "#000000", logoUrl: null };
    server.append({ department: b }, { kind: "switched", data: { departmentName: "Team b" } });
    await actions.switchTo("b", state.widget.key);
    expect(posts("/department")).toEqual([{ departmentId: "b", key: "company-key-of-tests-22" }]);
    expect(state.panel).toBeUndefined();
    await soon(() => expect(html()).toContain("You are now with Team b"));
    const { Header } = await import("../views/header");
    expect(render(<Header />)).toContain("<bdi>Team b</bdi></h1>");
  });

  test("has no other department with a department's own snippet", async () => {
    const { state, update, html } = await openChat({ queue });
    update({ widget: { ...state.widget, kind: "department" } });
    expect(html()).not.toContain("Another department");
    expect(html()).toContain("Leave an e-mail");
  });

  test("takes the department that is offered without a key, or keeps waiting", async () => {
    const offer = { kind: "overflow_offered", data: { departmentName: "Team b", departmentId: "b" } } as const;
    const { update, actions, posts, html } = await openChat({ queue }, offer);
    expect(html()).toContain("Team b may be faster");
    expect(html()).toContain("Go to Team b");
    update({ declinedOffer: 3 });
    expect(html()).not.toContain("Go to Team b");
    await actions.switchTo("b");
    expect(posts("/department")).toEqual([{ departmentId: "b" }]);
  });

  test("leaves an address that is one, and is told at the field when it is none", async () => {
    const { state, update, actions, posts, html } = await openChat({ queue });
    await actions.ask("contact", "#contact");
    const { leaveContact } = await import("../waiting/leave-contact");
    await leaveContact();
    expect(state.contactError).toBe("required");
    update({ form: { ...state.form, email: "mia" } });
    await leaveContact();
    expect(html()).toContain("Please check the address");
    update({ form: { ...state.form, email: " mia@example.com " } });
    await leaveContact();
    expect(posts("/contact")).toEqual([{ email: "mia@example.com" }]);
  });

  test("is asked nothing any more once an operator is there", async () => {
    const { state, server, actions, html } = await openChat({ queue });
    await actions.ask("contact");
    await soon(() => expect(realtime.sockets).toBe(1));
    const owner = { name: "Anna" };
    for (const event of server.append(
      { status: "active", owner, queue: null },
      { kind: "assigned", data: { operatorName: "Anna" } },
    ))
      realtime.emit("event.appended", event);
    expect(state.panel).toBeUndefined();
    expect(html()).toContain("Anna is with you");
    expect(html()).not.toContain("Leave an e-mail");
  });
});

describe("a chat that nobody writes in", () => {
  test("counts down to its end and stays open at a press", async () => {
    const idleCloseAt = later(60_000);
    const warning = { kind: "idle_warning", data: { closeAt: idleCloseAt } } as const;
    const { server, actions, posts, html } = await openChat(
      { status: "active", owner: { name: "Anna" }, idleCloseAt },
      warning,
    );
    expect(html()).toMatch(/role="timer">This chat closes in (1:00|0:5\d)</);
    server.append({ idleCloseAt: null }, { kind: "kept_open" });
    await actions.keepOpen();
    expect(posts("/keep-open")).toEqual([{}]);
    expect(html()).not.toContain("timer");
    await soon(() => expect(html()).toContain("The chat stays open"));
  });
});
