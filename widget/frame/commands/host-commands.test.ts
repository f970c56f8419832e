import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeFrame, department, openFrame, soon, widget } from "../fake-frame";

const site = widget(department("a"), department("b"));

/** Tokens as requests carried them, in order; undefined: none. */
let sent: (string | undefined)[];
let toHost: { type: string; name?: string }[];

beforeEach(() => {
  sent = [];
  toHost = [];
});
afterEach(closeFrame);

const refusal = (code: string): [number, unknown] => [401, { error: { code } }];

/** A frame that a page may command; `answer` sees the token of each request. */
async function open(answer: (token: string | undefined) => [number, unknown] = () => [200, site]) {
  const frame = await openFrame(site);
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    const token = new Headers(init.headers).get("x-foyer-identity") ?? undefined;
    sent.push(token);
    const [status, body] = answer(token);
    return Response.json(body, { status });
  });
  const uploads: string[] = [];
  vi.stubGlobal(
    "XMLHttpRequest",
    class {
      setRequestHeader(name: string, value: string) {
        uploads.push(`${name}: ${value}`);
      }
      send() {}
    },
  );
  const host = await import("../host");
  hearHost(host);
  const { obey } = await import("./host-commands");
  const { call } = await import("../api");
  return { ...frame, obey, call, host, uploads };
}

/** The page's end of the port, as the loader opens it. */
function hearHost({ listenToHost }: typeof import("../host")): void {
  let receive: ((event: unknown) => void) | undefined;
  vi.stubGlobal("parent", globalThis);
  vi.stubGlobal("addEventListener", (_type: string, listener: typeof receive) => {
    receive = listener;
  });
  listenToHost("", { init: () => {}, message: () => {} });
  const port = { postMessage: (message: { type: string }) => void toHost.push(message) };
  const init = { foyer: "init", open: true, store: {}, calls: [] };
  receive?.({ source: globalThis, origin: "https://shop.example", ports: [port], data: init });
}

describe("a page that vouches for its visitor", () => {
  test("has its token sent with every request that says who asks, uploads too, and nothing is stored", async () => {
    const { obey, call, host, uploads } = await open();
    obey([["identify", { token: "one" }]]);
    await call("chats", "t".repeat(43));
    await call("embed/key");
    expect(sent).toEqual(["one", undefined]);
    new XMLHttpRequest().send();
    expect(uploads).toEqual(["x-foyer-identity: one"]);
    expect(host.readStored("id")).toContain('"chat":"none"');
    expect(toHost).toEqual([]);
  });

  test("is asked for another token when one has run out, and the request goes again with it", async () => {
    const { obey, call } = await open((token) => (token === "old" ? refusal("identity_expired") : [200, { ok: 1 }]));
    obey([["identify", { token: "old" }]]);
    const answer = call("chats", "t".repeat(43));
    await soon(() => expect(toHost).toEqual([{ type: "event", name: "identity-refused", detail: null }]));
    obey([["identify", { token: "new" }]]);
    expect(await answer).toEqual({ ok: true, data: { ok: 1 } });
    expect(sent).toEqual(["old", "new"]);
  });

  test("is not asked again and again when all of its tokens are refused", async () => {
    const { obey, call } = await open(() => refusal("identity_invalid"));
    obey([["identify", { token: "bad" }]]);
    const answer = call("chats", "t".repeat(43));
    await soon(() => expect(toHost).toHaveLength(1));
    obey([["identify", { token: "worse" }]]);
    expect(await answer).toMatchObject({ ok: false, code: "identity_invalid" });
    expect([sent, toHost.length]).toEqual([["bad", "worse"], 1]);
  });

  test("is not asked for a token because of anything else", async () => {
    const { obey, call } = await open(() => refusal("unauthenticated"));
    obey([["identify", { token: "one" }]]);
    expect(await call("chats", "t".repeat(43))).toMatchObject({ code: "unauthenticated" });
    expect(toHost).toEqual([]);
  });

  test.each([[undefined], [null], [42], ["a.b.c"], [{ token: 42 }], [{}]])("with %j says nothing", async (value) => {
    const { obey, call } = await open();
    obey([["identify", value]]);
    await call("chats", "t".repeat(43));
    expect(sent).toEqual([undefined]);
  });
});

describe("a page", () => {
  test("fills in what the visitor has not typed, as text of a length that a form takes", async () => {
    const { obey, state, update } = await open();
    update({ form: { ...state.form, name: "Typed" } });
    obey([["set", { name: "Page", email: "page@example.com", body: "x".repeat(9000), phone: 42 }]]);
    expect(state.form).toMatchObject({ name: "Typed", email: "page@example.com" });
    expect(state.form.body).toHaveLength(4000);
  });

  test.each(["b", "Team b"])("chooses the department %j where the visitor would", async (name) => {
    const { obey, state, entrance } = await open();
    obey([["department", name]]);
    await entrance.showStart();
    await soon(() => expect([state.view, state.departmentId]).toEqual(["form", "b"]));
    // Who goes back to choose is not sent there again.
    await entrance.backToPicker();
    await soon(() => expect(state.view).toBe("picker"));
  });

  test("that names a department nobody offers leaves the choice to the visitor", async () => {
    const { obey, state, entrance } = await open();
    obey([["department", "c"]]);
    await entrance.showStart();
    await soon(() => expect(state.view).toBe("picker"));
  });

  test("greets in its own words, also after the configuration was read anew", async () => {
    const { obey, state, update } = await open();
    obey([["greet", "Can we help?"]]);
    await soon(() => expect(state.widget.greeting).toBe("Can we help?"));
    update({ widget: widget(department("a", { greeting: "As every day" })) });
    await soon(() => expect(state.widget.departments.map(({ greeting }) => greeting)).toEqual(["Can we help?"]));
  });

  test("cannot make the frame do what is no command", async () => {
    const { obey } = await open();
    const calls = [["toString"], ["__proto__", {}], ["constructor", "x"], [""], ["greet", 42]] as [string, unknown][];
    expect(() => obey(calls)).not.toThrow();
  });
});
