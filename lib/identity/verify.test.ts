import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { audienceHost, isShortLived } from "./rules";
import { verifyIdentity } from "./verify";

const SECRET = "a secret of a site that has forty-three chars";
const NOW = new Date("2026-05-12T12:00:00Z");
const nowS = NOW.getTime() / 1000;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

type Claims = Record<string, unknown>;
const good: Claims = { sub: "42", aud: "foyer", exp: nowS + 600, name: "Vera", email: "Vera@Example.com" };

/** A token as any language's standard library makes one. */
function sign(claims: Claims = {}, { header = { alg: "HS256", typ: "JWT" } as object, secret = SECRET } = {}) {
  const text = `${part(header)}.${part({ ...good, ...claims })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
const verify = (token: string) => verifyIdentity(token, SECRET, NOW);

describe("a token of the site", () => {
  test("names a person, with the address in the spelling that addresses have here", async () => {
    expect(await verify(sign())).toEqual({
      sub: "42",
      site: "foyer",
      name: "Vera",
      email: "vera@example.com",
      expiresAt: new Date((nowS + 600) * 1000),
    });
  });

  test("names a phone where the site tells one, and none where it is no phone", async () => {
    expect(await verify(sign({ phone_number: " +1 (555) 123-4567 " }))).toMatchObject({ phone: "+1 (555) 123-4567" });
    for (const phone_number of ["call me", 5551234, "", null, ["+15551234567"]]) {
      expect(await verify(sign({ phone_number }))).not.toHaveProperty("phone");
    }
  });

  test.each([
    ["no name and no address", { name: undefined, email: undefined }],
    ["an address that is none", { name: " ", email: "vera" }],
    ["things that are no text", { name: 42, email: ["vera@example.com"] }],
  ])("with %s still names them", async (_, claims) => {
    expect(await verify(sign(claims))).toMatchObject({ sub: "42", name: null, email: null });
  });

  test.each([
    ["shop.example.com", "shop.example.com"],
    ["https://Shop.Example.com/", "shop.example.com"],
    ["http://localhost:4000", "localhost:4000"],
    [["shop.example.com"], "shop.example.com"],
  ])("may be for one site: %j", async (aud, site) => {
    expect((await verify(sign({ aud }))).site).toBe(site);
  });

  test("holds while the two clocks differ by up to a minute", async () => {
    expect(await verify(sign({ exp: nowS - 59 }))).toBeTruthy();
    await expect(verify(sign({ exp: nowS - 61 }))).rejects.toMatchObject({ code: "identity_expired" });
    expect(await verify(sign({ iat: nowS + 59 }))).toBeTruthy();
    await expect(verify(sign({ iat: nowS + 61 }))).rejects.toMatchObject({ code: "identity_invalid" });
    await expect(verify(sign({ nbf: nowS + 61 }))).rejects.toMatchObject({ code: "identity_invalid" });
  });
});

describe("a token is refused", () => {
  const none = { alg: "none", typ: "JWT" };
  const unsigned = `${part(none)}.${part(good)}.`;
  const [header = "", , signature = ""] = sign().split(".");

  test.each([
    ["without a signature", unsigned],
    ["without a signature, said in capitals", `${part({ alg: "NONE" })}.${part(good)}.`],
    ["whose signature was cut off", sign().replace(/[^.]+$/, "")],
    ["whose content was changed", `${header}.${part({ ...good, sub: "1" })}.${signature}`],
    ["signed by another secret", sign({}, { secret: `${SECRET}.` })],
    ["that says it was signed by another algorithm", sign({}, { header: { alg: "HS512" } })],
    ["that says it was signed by a public key", sign({}, { header: { alg: "RS256" } })],
    [
      "that brings a key of its own",
      sign({}, { header: { alg: "HS256", jwk: { kty: "oct", k: "AA" }, crit: ["jwk"] } }),
    ],
    ["with a critical extension that nobody knows", sign({}, { header: { alg: "HS256", crit: ["x"], x: 1 } })],
    ["without an end", sign({ exp: undefined })],
    ["whose end is a text", sign({ exp: `${nowS + 600}` })],
    ["without a subject", sign({ sub: undefined })],
    ["with an empty subject", sign({ sub: " " })],
    ["whose subject is a number", sign({ sub: 42 })],
    ["whose subject has a NUL", sign({ sub: "4\u00002" })],
    ["whose subject has 201 characters", sign({ sub: "x".repeat(201) })],
    ["without an audience", sign({ aud: undefined })],
    ["for several sites", sign({ aud: ["a.example", "b.example"] })],
    ["for something that is no site", sign({ aud: "a b" })],
    ["for a page", sign({ aud: "https://a.example/x" })],
    ["that lives for over an hour", sign({ exp: nowS + 3700 })],
    ["that lives for over an hour since its issue", sign({ iat: nowS - 3600, exp: nowS + 60 })],
    ["of five kilobytes", sign({ more: "x".repeat(5000) })],
    ["that is none", "true"],
    ["that is empty", ""],
    ["with five parts", "a.b.c.d.e"],
    ["of broken text", "%%%.%%%.%%%"],
  ])("%s", async (_, token) => {
    await expect(verify(token)).rejects.toMatchObject({ code: "identity_invalid" });
  });

  test("whatever it says, while there is no secret", async () => {
    await expect(verifyIdentity(sign({}, { secret: "" }), "", NOW)).rejects.toMatchObject({ code: "identity_invalid" });
  });

  test("as expired only when it was ours", async () => {
    const old = { exp: nowS - 3600 };
    await expect(verify(sign(old))).rejects.toMatchObject({ code: "identity_expired" });
    await expect(verify(sign(old, { secret: "another" }))).rejects.toMatchObject({ code: "identity_invalid" });
  });
});

test("the life of a token is bounded from both sides", () => {
  expect(isShortLived({ exp: nowS + 3600, iat: nowS }, nowS)).toBe(true);
  expect(isShortLived({ exp: nowS + 3601, iat: nowS }, nowS)).toBe(false);
  expect(isShortLived({ exp: nowS + 3660 }, nowS)).toBe(true);
  expect(isShortLived({ exp: nowS + 3661 }, nowS)).toBe(false);
});

test.each(["", "https://", "//x", "a/b", "x?y", "u@h", "https://u:p@h", "javascript:alert(1)"])(
  "%j is no site",
  (audience) => {
    expect(audienceHost(audience)).toBeNull();
  },
);
