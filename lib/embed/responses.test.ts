import { describe, expect, test, vi } from "vitest";
import { DEFAULT_LOOK, NO_TEXTS } from "@/lib/appearance/rules";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import { WIDGET_LOCALES } from "@/lib/i18n/locales";
import { realtimeSources } from "@/lib/realtime/sources";
import type { Identity } from "@/widget/frame/identity";
import { frameFormats, frameLocale, framePolicy, frameResponse, noFrameResponse } from "./frame-response";
import { loaderResponse, NO_CHAT_SCRIPT } from "./loader-response";
import { firstTexts } from "./texts";
import { type DepartmentCondition, toWidgetConfig } from "./widget-config";

const EVIL = "</script><script>alert(1)</script><!-- $& \u2028\u2029 & \" '";

const target: EmbedTarget = {
  kind: "company",
  key: "k".repeat(22),
  companyName: EVIL,
  color: "#1f5eff",
  greeting: EVIL,
  texts: NO_TEXTS,
  look: DEFAULT_LOOK,
  proactive: [],
  consent: null,
  mailsTranscripts: false,
  allowedDomains: [],
  departments: [
    {
      id: "d",
      name: EVIL,
      description: EVIL,
      color: "#000000",
      logoUrl: null,
      greeting: "",
      greetings: {},
      form: null,
      verifiedOnly: false,
    },
  ],
};

const condition: DepartmentCondition = {
  state: "open",
  opensAt: null,
  isFull: false,
  estimate: null,
  replyMinutes: null,
  awayTexts: {},
};
const conditions = new Map([["d", condition]]);

const frame = (patch: Partial<Parameters<typeof frameResponse>[0]> = {}) =>
  frameResponse({
    target,
    conditions,
    assets: { script: "frame-A.js", styles: "style-B.css" },
    realtime: { key: "foyer" },
    url: new URL("http://chat.example.com/embed/k"),
    locale: "en",
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

  test("says its language and direction, and lets people zoom", async () => {
    const html = await frame({ locale: "ru" }).text();
    expect(html).toContain('<html lang="ru" dir="ltr">');
    expect(html).not.toMatch(/user-scalable|maximum-scale/);
    expect(await frame({ locale: "ar" }).text()).toContain('<html lang="ar" dir="rtl">');
  });

  test.each(WIDGET_LOCALES)(
    "in %s carries the texts of that language, and nothing of the other six",
    async (locale) => {
      const html = await frame({ locale }).text();
      for (const other of WIDGET_LOCALES)
        expect(html.includes(firstTexts(other).departmentGone), other).toBe(other === locale);
    },
  );

  test.each([
    ["ru-RU", "en", "ru", "ru-RU"],
    ["RU", "", "ru", "ru"],
    ["pt_BR", "en", "pt", "pt-BR"],
    ["ar", "ar-EG, en;q=0.5", "ar", "ar-EG"],
    ["en", "de, en-GB;q=0.8", "en", "en-GB"],
    ["xx", "ru;q=0.9", "ru", "ru"],
    ["", "nl, fr-CA;q=0.5, en;q=0.1", "fr", "fr-CA"],
    ["../../etc", "", "en", "en"],
    ["", "../../etc", "en", "en"],
    ["", "xx-XX;q=9", "en", "en"],
    ["", "x".repeat(5000), "en", "en"],
    ["de-".repeat(2000), `${"en-GB,".repeat(1000)}ru`, "de", "de"],
  ])("for a page in %j and a browser in %j is in %s, with times as in %s", (lang, accept, locale, formats) => {
    const url = `http://chat.example.com/embed/k?lang=${encodeURIComponent(lang)}`;
    const request = new Request(url, { headers: { "accept-language": accept } });
    expect([frameLocale(request), frameFormats(request)]).toEqual([locale, formats]);
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

  test("asks at once for what its form needs, and for nothing more where the form is the usual one", async () => {
    expect(await frame().text()).not.toContain("modulepreload");
    const consent = { enabled: true, version: 1, texts: { en: "I agree" }, link: null };
    const assets = { script: "frame-A.js", styles: "style-B.css", fields: ["frame-C.js"], textsVersion: "D" };
    const html = await frame({ target: { ...target, consent }, assets }).text();
    expect(html.match(/(?<=modulepreload" href=")[^"]+/g)).toEqual(["/embed/frame-C.js", "/embed/fields-en-D.js"]);
  });

  test("says the theme that was forced, and none otherwise", async () => {
    expect(await frame().text()).not.toContain("data-theme");
    const html = await frame({ target: { ...target, look: { ...DEFAULT_LOOK, theme: "dark" } } }).text();
    expect(html).toContain('<html lang="en" dir="ltr" data-theme="dark">');
  });

  test("is in its preview framed by our own pages alone, and reaches nothing", () => {
    const assets = { script: "frame-A.js", styles: "style-B.css", preview: "preview-E.js" };
    const policy = frame({ isPreview: true, assets }).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("connect-src");
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
  const labelsIn = (config: unknown[]) => config.find((part) => typeof part === "object") ?? {};
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
    const config: unknown[] = seen.mock.calls[0]?.[0] ?? [];
    expect(config.join()).toContain("#1f5eff");
    const labels = labelsIn(config);
    expect(Object.keys(labels).sort()).toEqual([...WIDGET_LOCALES].sort());
    expect(labels).toMatchObject({ en: `Chat with ${EVIL}`, ru: `Чат с ${EVIL}`, ar: `دردشة مع ${EVIL}` });
  });

  test("names the launcher in the admin's own words, and says nothing twice", async () => {
    const launcher = { en: "Ask us", ru: "", de: "Ask us" };
    const script = await loaderResponse(LOADER, {
      ...target,
      companyName: "Tom’s",
      texts: { ...NO_TEXTS, launcher },
    }).text();
    const seen = vi.fn();
    new Function("globalThis", script)({ seen });
    const labels = labelsIn(seen.mock.calls[0]?.[0] ?? []);
    expect(labels).toMatchObject({ en: "Ask us", ru: "Чат с Tom’s", fr: "Chat avec Tom’s" });
    expect(labels).not.toHaveProperty("de");
  });

  test("has nobody followed but who has an open chat, unless an admin wants it", async () => {
    const followed = async (showsReturning: boolean) => {
      const script = await loaderResponse(LOADER, { ...target, look: { ...DEFAULT_LOOK, showsReturning } }).text();
      const seen = vi.fn();
      new Function("globalThis", script)({ seen });
      return seen.mock.calls[0]?.[0].at(-1);
    };
    // The very words of the frame's entry.
    const entry = (chat: Identity["chat"]) => JSON.stringify({ token: "t", chat } satisfies Identity);
    for (const [chat, showsReturning, expected] of [
      ["open", false, true],
      ["none", false, false],
      ["open", true, true],
      ["none", true, true],
    ] as const)
      expect(entry(chat).includes(await followed(showsReturning)), `${chat} ${showsReturning}`).toBe(expected);
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

test("how soon a department usually answers is said in the visitor's language, and not said where it is not known", () => {
  const quick = new Map([["d", { ...condition, replyMinutes: 5 }]]);
  const replies = (locale: "en" | "ru") => toWidgetConfig(target, quick, locale).departments[0]?.replies;
  expect([replies("en"), replies("ru")]).toEqual(["Usually answers within 5 min", "Обычно отвечает в течение 5 мин"]);
  expect(toWidgetConfig(target, conditions, "en").departments[0]).not.toHaveProperty("replies");
});

test("the public configuration has no field that is not meant for visitors", () => {
  const padded = { ...target, departments: target.departments.map((each) => ({ ...each, hidden: true, secret: "x" })) };
  const config = toWidgetConfig(padded, conditions, "en");
  expect(Object.keys(config).sort()).toEqual(["color", "company", "departments", "greeting", "key", "kind", "state"]);
  expect(Object.keys(config.departments[0] ?? {}).sort()).toEqual([
    "color",
    "description",
    "estimate",
    "greeting",
    "id",
    "isFull",
    "logoUrl",
    "name",
    "opensAt",
    "state",
  ]);
});
