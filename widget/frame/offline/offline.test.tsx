import { render } from "preact-render-to-string";
import { afterEach, describe, expect, test, vi } from "vitest";
import { closeFrame, department, openFrame, type Request, widget } from "../fake-frame";

afterEach(closeFrame);

const form = { name: "Mia", email: "mia@example.com", body: "Which pan?" };

async function openDesk(answer: (request: Request) => [number, unknown] | undefined) {
  const frame = await openFrame(widget(department("a", { state: "closed" }), department("b")), answer);
  await frame.entrance.showForm("a");
  frame.update({ form });
  return { ...frame, ...(await import("./offline-desk")) };
}

describe("an offline message", () => {
  test("goes to the chosen department, and the visitor reads what happens next", async () => {
    const { state, submit, requests, Sent } = await openDesk(() => [201, { id: "x" }]);
    await submit();
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      path: "/api/offline-messages",
      body: { ...form, departmentId: "a", key: "company-key-of-tests-22", locale: "en" },
    });
    expect(state).toMatchObject({ view: "sent", busy: false, form: { name: "Mia", body: "" } });
    const html = render(<Sent onStart={() => {}} />);
    expect(html).toContain("Thank you. Team a has your message.");
    expect(html).toContain("The answer goes to mia@example.com.");
  });

  test("needs a name, an address and a text, each told at its field, and sends nothing without", async () => {
    const { state, update, submit, requests } = await openDesk(() => [201, {}]);
    update({ form: { name: " ", email: "", body: "" } });
    await submit();
    expect(state.errors).toEqual({ name: "required", email: "required", body: "required" });
    update({ form: { ...form, email: "mia@" } });
    await submit();
    expect(state.errors).toEqual({ email: "email" });
    expect(requests).toEqual([]);
  });

  test("keeps the typed text and its id when it does not get through, so that a retry is no second message", async () => {
    let status = 503;
    const { state, submit, requests } = await openDesk(() => [status, status === 201 ? {} : { error: {} }]);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const sent = submit();
    await vi.advanceTimersByTimeAsync(60_000);
    await sent;
    vi.useRealTimers();
    expect(state).toMatchObject({ view: "form", failure: "startFailed", form });
    status = 201;
    await submit();
    expect(state.view).toBe("sent");
    expect(new Set(requests.map(({ body }) => body?.clientId)).size).toBe(1);
  });

  test("that is another text is another message", async () => {
    const { update, submit, requests } = await openDesk(() => [429, { error: { code: "rate_limited" } }]);
    await submit();
    update({ form: { ...form, body: "Which knife?" } });
    await submit();
    const [one, other] = requests.map(({ body }) => body?.clientId);
    expect(one).not.toBe(other);
  });

  test("refused at a field shows that field's error", async () => {
    const { state, submit } = await openDesk(() => [422, { error: { code: "invalid", fields: { email: "email" } } }]);
    await submit();
    expect(state).toMatchObject({ view: "form", busy: false, errors: { email: "email" } });
  });
});
