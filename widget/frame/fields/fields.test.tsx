import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FormFields } from "@/lib/appearance/rules";
import { DEFAULT_FORM } from "@/lib/appearance/rules";
import { closeFrame, department, openFrame, soon, widget } from "../fake-frame";

afterEach(closeFrame);

const form = (patch: Partial<FormFields>): FormFields => ({ ...DEFAULT_FORM, ...patch });
const consent = { version: 3, text: "I agree", link: null };

type Frame = Awaited<ReturnType<typeof openFrame>>;

/** A form that asks something else, with what sends it. */
async function ask(config: ReturnType<typeof widget>, answer?: Parameters<typeof openFrame>[1]) {
  const frame: Frame = await openFrame(config, answer);
  await frame.entrance.showForm("a");
  const chat = await frame.room.loadPart("chat");
  if (!chat) throw new Error("the chat's code did not come");
  return { ...frame, submit: chat.submit };
}

describe("a form that asks otherwise", () => {
  let frame: Awaited<ReturnType<typeof ask>>;

  beforeEach(async () => {
    frame = await ask(
      widget(department("a", { form: form({ name: "hidden", phone: "required", question: "optional" }) })),
    );
  });

  test("misses what is required there, and nothing else", async () => {
    await frame.submit();
    expect(frame.state.errors).toEqual({ phone: "required" });
    expect(frame.requests).toEqual([]);
  });

  test("takes no phone number that is none, and sends one that is", async () => {
    frame.update({ form: { ...frame.state.form, phone: "call me" } });
    await frame.submit();
    expect(frame.state.errors).toEqual({ phone: "phone" });
    frame.update({ form: { ...frame.state.form, phone: "+49 (30) 123-45" } });
    void frame.submit();
    await soon(() => expect(frame.requests[0]?.body).toMatchObject({ phone: "+49 (30) 123-45", name: "", body: "" }));
  });

  test("asks for an address and words once it has become that of an offline message", async () => {
    frame.update({ offline: true, form: { ...frame.state.form, phone: "+49 30 12345" } });
    await frame.submit();
    expect(frame.state.errors).toEqual({ email: "required", body: "required" });
  });
});

describe("a consent", () => {
  test("is needed, and goes with the request as the version that was read", async () => {
    const frame = await ask({ ...widget(department("a")), consent });
    frame.update({ form: { ...frame.state.form, name: "Vera", body: "Hello" } });
    await frame.submit();
    expect(frame.state.errors).toEqual({ consent: "consent" });
    frame.update({ form: { ...frame.state.form, consent: "2" } });
    await frame.submit();
    expect(frame.state.errors).toEqual({ consent: "consent" });
    frame.update({ form: { ...frame.state.form, consent: "3" } });
    void frame.submit();
    await soon(() => expect(frame.requests[0]?.body).toMatchObject({ consent: "3" }));
  });

  test("that was switched on meanwhile appears in the form, with what is typed", async () => {
    const asked = { ...widget(department("a")), consent };
    const frame = await ask(widget(department("a")), ({ path }) =>
      path.startsWith("/api/embed")
        ? [200, asked]
        : [422, { error: { code: "invalid", message: "", fields: { consent: "required" } } }],
    );
    frame.update({ form: { ...frame.state.form, name: "Vera", body: "Hello" } });
    await frame.submit();
    await soon(() => expect(frame.state.errors).toEqual({ consent: "required" }));
    expect(frame.room.part("fields")).toBeDefined();
    expect(frame.state).toMatchObject({ view: "form", busy: false, form: { name: "Vera", body: "Hello" } });
  });
});

test("the usual form asks what it always did, and loads nothing more", async () => {
  const frame = await ask(widget(department("a")));
  await frame.submit();
  expect(frame.state.errors).toEqual({ name: "required", body: "required" });
  expect(frame.room.part("fields")).toBeUndefined();
});
