import type { FrameLocator } from "@playwright/test";
import sharp from "sharp";
import { quoted } from "@/tests/e2e/support/door";
import type { WidgetShot } from "./shots";

/** A chat that is open and has caught up. */
export const inChat = (frame: FrameLocator) => frame.locator("#log[aria-busy=false] li").first().waitFor();

const json = (value: unknown) => `${quoted(JSON.stringify(value))}::jsonb`;
const EVERYTHING = json({ name: "required", email: "required", phone: "required", question: "required" });
const CONSENT = json({
  enabled: true,
  version: 2,
  texts: {
    en: "I agree that what I write here is kept for a year, so that you can answer me.",
    ru: "Я согласен с тем, что написанное здесь хранится год, чтобы мне можно было ответить.",
    ar: "أوافق على الاحتفاظ بما أكتبه هنا لمدة سنة حتى يمكن الرد عليّ.",
  },
  link: "https://example.com/privacy",
});
const HELLO = json([
  {
    id: "hello",
    path: "*",
    delay: 0,
    text: {
      en: "Looking for a bike that carries two children? We know all of them.",
      ru: "Ищете велосипед для двоих детей? Мы знаем их все.",
      ar: "هل تبحث عن دراجة تحمل طفلين؟ نحن نعرفها كلها.",
    },
  },
]);

const ASKS_EVERYTHING = [
  `update departments set form = ${EVERYTHING} where name = 'OCC Bikes'`,
  `update company set consent = ${CONSENT}`,
];

const picture = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: "#8a5a12" } })
    .png()
    .toBuffer();

/** Before a chat, and beside it. */
export const FORM_SHOTS: WidgetShot[] = [
  {
    name: "widget-bubble",
    at: "/demo/bikes",
    closed: true,
    set: [`update departments set proactive = ${HELLO} where name = 'OCC Bikes'`],
    act: (_, page) => page.locator("foyer-bubble button").first().waitFor(),
  },
  {
    name: "widget-fields",
    at: "/demo/bikes",
    set: ASKS_EVERYTHING,
    act: (frame) => frame.locator("#consent").waitFor(),
  },
  {
    name: "widget-fields-errors",
    at: "/demo/bikes",
    set: ASKS_EVERYTHING,
    async act(frame) {
      await frame.locator("#email").fill("ada@");
      await frame.locator("#phone").fill("12");
      await frame.locator("#start").click();
      await frame.locator("#consent-error").waitFor();
    },
  },
  {
    name: "widget-unreachable",
    visitor: "Lena Vogt",
    async act(frame, page) {
      await page.route("**/api/**", (route) => route.abort());
      await page.reload();
      await page.locator("foyer-chat").getByRole("button").click();
      await frame.locator(".note button").waitFor();
    },
  },
  {
    name: "widget-too-many",
    at: "/demo/bikes",
    async act(frame, page) {
      await page
        .context()
        .route("**/api/chats", (route) =>
          route.fulfill({ status: 429, json: { error: { code: "rate_limited", message: "", fields: {} } } }),
        );
      await frame.locator("#name").fill("Ada Quist");
      await frame.locator("#body").fill("Is the Cargo Long in stock?");
      await frame.locator("#start").click();
      await frame.locator("[role=alert]").waitFor();
    },
  },
];

const toEarlier = async (frame: FrameLocator) => {
  await inChat(frame);
  await frame.locator(".entry button").click();
  await frame.locator("ul[aria-labelledby=earlier] button").first().waitFor();
};
const forget = (erased: boolean) => async (frame: FrameLocator) => {
  await toEarlier(frame);
  // Nothing of the scene is really erased. Not by a route: now and then a request that outlives its page passes one by.
  await frame.locator("html").evaluate(
    (_, answer) => {
      const send = window.fetch;
      window.fetch = (to, ...rest) =>
        String(to).endsWith("/me/erasure") ? Promise.resolve(Response.json(answer)) : send(to, ...rest);
    },
    { erased },
  );
  await frame.locator("#forget").click();
  await frame.locator(".forget .primary").click();
  await frame.locator("#anew").waitFor();
};

/** What lies in a chat, or over it. */
export const PART_SHOTS: WidgetShot[] = [
  {
    name: "widget-menu",
    visitor: "Lena Vogt",
    async act(frame) {
      await inChat(frame);
      await frame.locator("#menu").click();
      await frame.locator(".items button").first().waitFor();
    },
  },
  {
    name: "widget-emoji",
    visitor: "Lena Vogt",
    async act(frame) {
      await inChat(frame);
      const button = frame.locator("button.emoji");
      if (!(await button.isVisible())) return;
      await button.click();
      await frame.locator("#emoji").waitFor();
    },
  },
  {
    name: "widget-typing",
    visitor: "Lena Vogt",
    async act(frame, _, { type }) {
      await inChat(frame);
      for (let tries = 0; tries < 10; tries++) {
        await type("Lena Vogt");
        const shown = frame.locator(".typing:not(:empty)").waitFor({ timeout: 2500 });
        if (
          await shown.then(
            () => true,
            () => false,
          )
        )
          return;
      }
      throw new Error("nobody is seen typing");
    },
  },
  {
    name: "widget-files",
    visitor: "Lena Vogt",
    async act(frame) {
      await inChat(frame);
      await frame.locator("input[type=file]").setInputFiles([
        { name: "bike.png", mimeType: "image/png", buffer: await picture() },
        { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<p>") },
        { name: "invoice-of-the-cargo-long-2026-05-18.txt", mimeType: "text/plain", buffer: Buffer.from("€ 4,900") },
      ]);
      await frame.locator(".files .error").first().waitFor();
      await frame.locator(".files:not(:has(progress))").waitFor();
    },
  },
  {
    name: "widget-not-sent",
    visitor: "Lena Vogt",
    async act(frame, page) {
      await inChat(frame);
      const refused = { status: 422, json: { error: { code: "invalid", message: "", fields: { body: "invalid" } } } };
      await page.route("**/messages", (route) => route.fulfill(refused));
      await frame.locator("#message").fill("Is Saturday at ten possible?");
      await frame.locator(".send").click();
      await frame.locator(".failed").waitFor();
    },
  },
  {
    name: "widget-unavailable",
    visitor: "Lena Vogt",
    async act(frame, page) {
      const unavailable = { json: { chats: {}, unavailable: { until: "2099-05-18T09:30:00.000Z" } } };
      await page.route("**/api/pulse", (route) => route.fulfill(unavailable));
      await inChat(frame);
      await frame.locator("html").evaluate(() => dispatchEvent(new Event("online")));
      await frame.locator("#log .warning").waitFor();
    },
  },
  {
    name: "widget-lost",
    visitor: "Lena Vogt",
    async act(frame, page) {
      await inChat(frame);
      await page.context().setOffline(true);
      await frame.locator(".state:not(:empty)").waitFor();
    },
  },
  { name: "widget-earlier", visitor: "Greta Lindqvist", act: toEarlier },
  {
    name: "widget-reading",
    visitor: "Greta Lindqvist",
    async act(frame) {
      await toEarlier(frame);
      await frame.locator("ul[aria-labelledby=earlier] button").first().click();
      await frame.locator(".more ol li").first().waitFor();
    },
  },
  {
    name: "widget-forget",
    visitor: "Greta Lindqvist",
    async act(frame) {
      await toEarlier(frame);
      await frame.locator("#forget").click();
      await frame.locator("#keep").waitFor();
    },
  },
  { name: "widget-forgotten", visitor: "Greta Lindqvist", act: forget(true) },
  { name: "widget-belongs-to-account", visitor: "Greta Lindqvist", act: forget(false) },
];
