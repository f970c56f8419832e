import { describe, expect, test, vi } from "vitest";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import { frameLocale, framePolicy, frameResponse, noFrameResponse, realtimeSources } from "./frame-response";
import { loaderResponse, NO_CHAT_SCRIPT } from "./loader-response";
import { toWidgetConfig } from "./widget-config";

const EVIL = "</script><script>alert(1)</script><!-- $& \u2028\u2029 & \" '";

const target: EmbedTarget = {
  kind: "company",
  key: "k".repeat(22),
  companyName: EVIL,
  color: "#1f5eff",
  greeting: EVIL,
  allowedDomains: [],
  departments: [{ id: "d", name: EVIL, description: EVIL, color: "#000000", logoUrl: null, greeting: "" }],
};

const frame = (patch: Partial<Parameters<typeof frameResponse>[0]> = {}) =>
  frameResponse({
    target,
    assets: { script: "frame-A.js", styles: "style-B.css" },
    realtime: { key: "foyer" },
    url: new URL("http://chat.example.com/embed/k"),
    acceptLanguage: null,
    ...patch,
  });

describe("the frame's HTML", () => {
  test("carries names with markup as data that parses to the same names", async () => {
    const html = await frame().text();
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).toContain("<title>&#60;/script");
    const json = /<script type="application\/json" id="config">(.*)<\/script><\/body>/s.exec(html)?.[1] ?? "";
    expect(json).not.toMatch(/[\u2028\u2029]/);
    expect(JSON.parse(json).widget.company.name).toBe(EVIL);
  });

  test("says its language, and lets people zoom", async () => {
    const html = await frame({ url: new URL("http://chat.example.com/embed/k?lang=ru-RU") }).text();
    expect(html).toContain('<html lang="ru" dir="ltr">');
    expect(html).not.toMatch(/user-scalable|maximum-scale/);
  });

  test.each([
    ["ru-RU", "en", "ru"],
    ["RU", null, "ru"],
    ["xx", "ru;q=0.9", "ru"],
    [null, "fr, ru;q=0.5, en;q=0.1", "ru"],
    ["../../etc", null, "en"],
    [null, null, "en"],
  ])("for a page in %s and a browser in %s is in %s", (lang, accept, expected) => {
    expect(frameLocale(lang, accept)).toBe(expected);
  });

  test("is never stored, and allows its own files alone", () => {
    const { headers } = frame();
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:");
    expect(policy).toContain("frame-ancestors *; base-uri 'none'; form-action 'none'");
    expect(policy).not.toContain("unsafe");
  });

  test("may be framed by the allowed domains only", () => {
    const policy = framePolicy({ allowedDomains: ["shop.example"] }, { key: "k" }, "chat.example.com");
    expect(policy).toContain("frame-ancestors http://shop.example https://shop.example;");
  });

  test.each([
    [{ key: "k" }, "ws://chat.example.com:3000 wss://chat.example.com:3000"],
    [{ key: "k", cluster: "eu" }, "wss://ws-eu.pusher.com"],
    [{ key: "k", host: "rt.example", port: 6001, tls: false }, "ws://rt.example:6001"],
    [{ key: "k", host: "rt.example", tls: true }, "wss://rt.example"],
  ])("may connect to the realtime server of %j", (realtime, expected) => {
    expect(realtimeSources(realtime, "chat.example.com:3000")).toBe(expected);
  });

  test("for a key that is not in use is the same every time", async () => {
    const [one, other] = [noFrameResponse(), noFrameResponse()];
    expect(one.status).toBe(404);
    expect([...one.headers]).toEqual([...other.headers]);
    expect(await one.text()).toBe(await other.text());
  });
});

describe("the loader's answer", () => {
  const LOADER = "((config) => globalThis.seen(config))(__FOYER_CONFIG__);";

  test("is a script of a minute for any site", () => {
    const { headers } = loaderResponse(LOADER, target);
    expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(headers.get("cache-control")).toBe("public, max-age=60, stale-while-revalidate=300");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });

  test("carries the launcher's configuration, whatever the company is called", async () => {
    const script = await loaderResponse(LOADER, target).text();
    expect(script).not.toContain("</script>");
    const seen = vi.fn();
    new Function("globalThis", script)({ seen });
    const [key, color, onColor, texts] = seen.mock.calls[0]?.[0] ?? [];
    expect([key, color, onColor]).toEqual([target.key, "#1f5eff", "#ffffff"]);
    expect(texts.en).toEqual([`Chat with ${EVIL}`, "unread messages:"]);
    expect(texts.ru[0]).toBe(`Чат с ${EVIL}`);
  });

  test("for a key that is not in use logs one line and does nothing else", async () => {
    const script = await loaderResponse(LOADER, null).text();
    expect(script).toBe(NO_CHAT_SCRIPT);
    const warn = vi.fn();
    // Nothing but the console is in reach: a script that touched the page would throw.
    new Function("console", "window", "document", "globalThis", script)({ warn });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]).toHaveLength(1);
    expect(script.trim().split("\n")).toHaveLength(1);
  });
});

test("the public configuration has no field that is not meant for visitors", () => {
  const padded = { ...target, departments: target.departments.map((each) => ({ ...each, hidden: true, secret: "x" })) };
  const config = toWidgetConfig(padded);
  expect(Object.keys(config).sort()).toEqual(["color", "company", "departments", "greeting", "key", "kind"]);
  expect(Object.keys(config.departments[0] ?? {}).sort()).toEqual([
    "color",
    "description",
    "greeting",
    "id",
    "logoUrl",
    "name",
  ]);
});
