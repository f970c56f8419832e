import { render } from "preact-render-to-string";
import { afterEach, describe, expect, test } from "vitest";
import { closeFrame, department, openFrame, soon, widget } from "./fake-frame";
import type { Department } from "./state";

afterEach(closeFrame);

/** A form that the visitor has begun to fill in, and what the server tells of the departments later. */
async function openForm(before: Partial<Department>, after: Partial<Department> | undefined = undefined) {
  let told = after && widget(department("a", after));
  const frame = await openFrame(widget(department("a", before)), () => told && [200, told]);
  await frame.entrance.showForm("a");
  frame.update({ form: { name: "Mia", email: "", body: "Which pan" } });
  const tell = (patch: Partial<Department>) => {
    told = widget(department("a", patch));
  };
  const { Form } = await import("./views/form");
  return { ...frame, tell, html: () => render(<Form />) };
}

describe("a department leads to", () => {
  test.each([
    [{ state: "open" }, false],
    [{ state: "busy" }, false],
    [{ state: "away" }, true],
    [{ state: "closed" }, true],
    [{ state: "busy", isFull: true }, true],
  ] as const)("the right form: %j is offline %s", async (patch, offline) => {
    const { state, html } = await openForm(patch);
    expect([state.view, state.offline]).toEqual(["form", offline]);
    expect(html()).toContain(offline ? "Send message" : "Start chat");
    // The focus goes past the reason, straight to the first field.
    expect(state.announcement.includes("Leave a message")).toBe(offline);
    // The address of an offline message is required.
    expect(html().includes("optional")).toBe(!offline);
  });

  test("the choice to wait only where nobody is, not where it is closed or full", async () => {
    const offers = async (patch: Partial<Department>) =>
      (await openForm(patch)).html().includes("Wait for an operator instead");
    expect(await offers({ state: "away" })).toBe(true);
    expect(await offers({ state: "closed" })).toBe(false);
    expect(await offers({ state: "away", isFull: true })).toBe(false);
  });

  test("a page that says so when the code of the offline form cannot be had", async () => {
    const { state, room, entrance } = await openFrame(widget(department("a", { state: "closed" })));
    room.setSources({ desk: { code: () => Promise.reject(new Error()), words: {} } } as never);
    await entrance.showForm("a");
    expect(state.view).toBe("unreachable");
  });
});

describe("the offline form says why", () => {
  test.each([
    [{ state: "closed" }, "Team a is closed now."],
    [{ state: "closed", opensAt: "2099-05-18T09:00:00.000Z" }, "Team a is closed now. It opens: "],
    [{ state: "away" }, "Nobody in Team a is here right now."],
    [{ state: "away", awayText: "We cook." }, "We cook."],
    [{ state: "away" }, "Nobody in Team a is here right now."],
    [{ state: "busy", isFull: true }, "Everybody in Team a is busy, and the queue is full."],
  ] as const)("%j: %s", async (patch, expected) => {
    const { html } = await openForm(patch);
    expect(html()).toContain(expected);
    expect(html()).not.toContain("What you typed is kept");
  });
});

describe("while the form is open", () => {
  test.each([{ state: "closed" }, { state: "away" }, { state: "open", isFull: true }] as const)(
    "a department that becomes %j turns it into the offline form with the text kept, and says so",
    async (after) => {
      const { state, entrance, html } = await openForm({}, after);
      await entrance.refresh();
      await soon(() => expect(state.offline).toBe(true));
      expect(state.view).toBe("form");
      expect(state.form).toMatchObject({ name: "Mia", body: "Which pan" });
      await soon(() => expect(state.announcement).toContain("What you typed is kept."));
      expect(html()).toContain("What you typed is kept.");
    },
  );

  test("a department that opens offers the chat and changes nothing by itself", async () => {
    const { state, entrance, html } = await openForm({ state: "closed" }, { state: "open" });
    await entrance.refresh();
    expect(state).toMatchObject({ view: "form", offline: true, announcement: "Team a: Open." });
    expect(html()).toContain("Somebody is here now: start a chat");
    entrance.chatInstead(false);
    expect(state).toMatchObject({ view: "form", offline: false, form: { body: "Which pan" } });
  });

  test("who has chosen to wait where nobody is keeps the form of a chat, until it closes", async () => {
    const { state, entrance, tell } = await openForm({ state: "away" }, { state: "away" });
    entrance.chatInstead(true);
    await entrance.refresh();
    expect(state.offline).toBe(false);
    tell({ state: "closed" });
    await entrance.refresh();
    await soon(() => expect(state.offline).toBe(true));
  });

  test("an estimate that moves is shown and not announced", async () => {
    const busy = (toMinutes: number) => ({ state: "busy" as const, estimate: { fromMinutes: 2, toMinutes } });
    const { state, entrance, html } = await openForm(busy(4), busy(7));
    await entrance.refresh();
    expect(html()).toContain("Busy · wait about 2–7 min");
    expect(state.announcement).toBe("");
  });

  test("no answer, and a department that is not offered any more, leave it as it is", async () => {
    let told: [number, unknown] | undefined;
    const { state, entrance } = await openFrame(widget(department("a")), () => told);
    await entrance.showForm("a");
    await entrance.refresh();
    told = [200, widget(department("b"))];
    await entrance.refresh();
    expect(state).toMatchObject({ view: "form", offline: false, departmentId: "a" });
  });
});

describe("the picker", () => {
  test("shows every department's state in words, and follows it", async () => {
    const before = widget(department("a"), department("b", { state: "closed" }));
    const after = widget(department("a", { state: "busy", isFull: true }), department("b", { state: "away" }));
    const { state, entrance } = await openFrame(before, () => [200, after]);
    await entrance.showStart();
    expect(state.view).toBe("picker");
    const { Picker } = await import("./views/picker");
    const words = () => [...render(<Picker />).matchAll(/class="status \w+">([^<]+)/g)].map(([, text]) => text);
    expect(words()).toEqual(["Open", "Closed"]);
    await entrance.refresh();
    expect(words()).toEqual(["Queue is full", "Away"]);
    expect(state).toMatchObject({ view: "picker", announcement: "Team a: Queue is full. Team b: Away." });
  });

  test("comes when there is something to pick again, and goes with the last department", async () => {
    let told = widget();
    const { state, entrance } = await openFrame(widget(department("a"), department("b")), () => [200, told]);
    await entrance.showStart();
    await entrance.refresh();
    // With no department at all there is still the company, which gets a message.
    await soon(() => expect(state).toMatchObject({ view: "form", offline: true, departmentId: undefined }));
    told = widget(department("a"), department("b"));
    await entrance.showStart();
    expect(state.view).toBe("picker");
  });
});

test.each([
  ["the picker", { view: "picker", open: true }, true],
  ["the form", { view: "form", open: true }, true],
  ["a waiting visitor's list of other departments", { view: "chat", open: true, panel: "switch" }, true],
  ["a chat", { view: "chat", open: true }, false],
  ["a form that is being sent", { view: "form", open: true, busy: true }, false],
  ["a panel that is closed", { view: "picker", open: false }, false],
  ["a message that has been left", { view: "sent", open: true }, false],
] as const)("the departments are followed on %s: %#", async (_, patch, expected) => {
  const { update, entrance, requests } = await openFrame(widget(department("a"), department("b")));
  update({ ...patch, departmentId: "a" });
  entrance.follow();
  expect(requests.map(({ path }) => path)).toEqual(expected ? ["/api/embed/company-key-of-tests-22?lang=en"] : []);
});
