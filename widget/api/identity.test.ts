import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { identityOf } from "./identity";

const NOW = Date.parse("2026-05-12T12:00:00Z");
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (claims: Record<string, unknown>) =>
  `${part({ alg: "HS256" })}.${part({ sub: "42", exp: NOW / 1000 + 600, ...claims })}.signature`;

let told: unknown[];
let heard: string[];
let forgotten: number;

const make = () =>
  identityOf({
    tell: (command, value) => void told.push([command, value]),
    emit: (name) => void heard.push(name),
    forget: () => void forgotten++,
  });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  [told, heard, forgotten] = [[], [], 0];
});
afterEach(() => void vi.useRealTimers());

describe("identify", () => {
  test("hands the token on, and fills in the form with what it says, in any script", async () => {
    const signed = token({ name: "Вера Ü", email: "vera@example.com" });
    await make().identify({ token: signed });
    expect(told).toEqual([["identify", { token: signed, name: "Вера Ü", email: "vera@example.com" }]]);
  });

  test("without a token says nothing but what is to be filled in", async () => {
    await make().identify({ name: "Vera", email: 42 });
    expect(told).toEqual([["set", { name: "Vera", email: undefined }]]);
  });

  test.each([[null], ["a.b.c"], [{ token: 42 }], [{ token: "no token" }], [{ token: "a.b.c" }], [{ token: null }]])(
    "with %j is refused in words for the developer",
    async (value) => {
      await expect(make().identify(value)).rejects.toThrow(/^Foyer: identify needs/);
      expect(told).toEqual([]);
    },
  );

  test("asks a function for a new token a minute before the last one ends, again and again", async () => {
    const source = vi.fn(() => token({ exp: Date.now() / 1000 + 600 }));
    await make().identify({ token: source });
    await vi.advanceTimersByTimeAsync(539_000);
    expect(source).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(source).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(540_000);
    expect([source.mock.calls.length, told.length]).toEqual([3, 3]);
  });

  test("does not ask without a pause for tokens that have ended already", async () => {
    const source = vi.fn(() => token({ exp: NOW / 1000 - 600 }));
    await make().identify({ token: source });
    await vi.advanceTimersByTimeAsync(9000);
    expect(source).toHaveBeenCalledTimes(1);
  });

  test("tells the page when no new token can be had", async () => {
    const identity = make();
    let works = true;
    await identity.identify({
      token: () => (works ? token({}) : Promise.reject(new Error("signed out"))),
    });
    works = false;
    await vi.advanceTimersByTimeAsync(540_000);
    expect(heard).toEqual(["identity-expired"]);
    const plain = make();
    await plain.identify({ token: token({}) });
    plain.noteRefused();
    expect(heard).toEqual(["identity-expired", "identity-expired"]);
  });
});

test("another person begins with nothing of the one before; the same one keeps theirs", async () => {
  const identity = make();
  await identity.identify({ token: token({}) });
  await identity.identify({ token: token({ exp: NOW / 1000 + 900 }) });
  expect(forgotten).toBe(0);
  await identity.identify({ token: token({ sub: "43" }) });
  expect(forgotten).toBe(1);
});

test("a token that comes after the visitor has signed out counts no more", async () => {
  const identity = make();
  let give: ((signed: string) => void) | undefined;
  const asked = identity.identify({
    token: () =>
      new Promise<string>((resolve) => {
        give = resolve;
      }),
  });
  identity.stop();
  give?.(token({}));
  await asked;
  expect(told).toEqual([]);
});
