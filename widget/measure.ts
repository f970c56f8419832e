import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DEFAULT_LOOK, NO_TEXTS } from "@/lib/appearance/rules";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import { frameResponse } from "@/lib/embed/frame-response";
import { loaderResponse } from "@/lib/embed/loader-response";
import type { DepartmentCondition } from "@/lib/embed/widget-config";
import { WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import { buildWidget } from "@/scripts/build-widget.mjs";

/** Names, descriptions and greetings as long as people write them. */
const typical: EmbedTarget = {
  kind: "company",
  key: "qWJ8s3kT0dE9xYbZ1cVu4A",
  companyName: "Tom’s Kitchen Supplies",
  color: "#b4451f",
  greeting: "Hello! Choose a team and we will be with you in a moment.",
  texts: NO_TEXTS,
  look: DEFAULT_LOOK,
  proactive: [],
  consent: null,
  mailsTranscripts: false,
  allowedDomains: ["tomskitchen.example", "*.tomskitchen.example"],
  departments: ["Pre Sales", "Order Services", "Corporate Accounts"].map((name, i) => ({
    id: `0193a1b2-7c4d-7000-8000-00000000000${i}`,
    name,
    description: `${name}: which pan, which knife, which size? We help you choose.`,
    color: ["#b4451f", "#8a5a12", "#5b2c4f"][i] ?? "#000000",
    logoUrl: `/logos/qWJ8s3kT0dE9xYbZ1cVu4${i}.webp`,
    greeting: "Hello! Have your order number at hand and we are quick.",
    greetings: {},
    form: null,
    verifiedOnly: false,
  })),
};

const AWAY_TEXTS: Record<WidgetLocale, string> = {
  en: "We cook right now. Leave us a line!",
  ru: "Мы сейчас готовим. Напишите нам!",
  de: "Wir kochen gerade. Schreiben Sie uns!",
  es: "Estamos cocinando. ¡Escríbanos!",
  fr: "Nous cuisinons. Écrivez-nous !",
  pt: "Estamos na cozinha. Escreva-nos!",
  ar: "نحن نطبخ الآن. اكتب لنا!",
};
const open: DepartmentCondition = {
  state: "open",
  opensAt: null,
  isFull: false,
  estimate: null,
  replyMinutes: 2,
  awayTexts: {},
};
/** One of each kind, and words of its own for the one that is closed. */
const conditions = new Map<string, DepartmentCondition>(
  typical.departments.map(({ id }, i) => [
    id,
    [
      open,
      { ...open, state: "busy" as const, estimate: { fromMinutes: 2, toMinutes: 4 } },
      {
        ...open,
        state: "closed" as const,
        opensAt: "2026-05-18T07:00:00.000Z",
        awayTexts: AWAY_TEXTS,
      },
    ][i] ?? open,
  ]),
);

export type WidgetSizes = {
  /** On every page of the host site, before any click. */
  loader: number;
  /** HTML, style sheet and script until a visitor can type. */
  firstView: number;
  /** What an open chat adds: fetched while the visitor types, or on coming back. */
  chat: number;
  /** What the end of a chat adds: rating and transcript. */
  ended: number;
  /** What the choice of emoji adds, once it is opened. */
  emoji: number;
  /** What an offline form adds, where a department takes no chat. */
  offline: number;
  /** pusher-js and our care for it. */
  realtime: number;
  /** An open chat with all it has. */
  total: number;
};

/** Bytes as `gzip -9` makes them, of the widget built anew by the real build, in each of its languages. */
export async function measureWidget(): Promise<Record<WidgetLocale, WidgetSizes>> {
  const dir = await mkdtemp(path.join(tmpdir(), "foyer-widget-"));
  try {
    await buildWidget(dir);
    const read = (name: string) => readFile(path.join(dir, name), "utf8");
    const manifest = JSON.parse(await read("manifest.json"));
    const size = (text: string) => gzipSync(text, { level: 9 }).byteLength;
    const sum = async (names: string[]) =>
      (await Promise.all(names.map(read))).reduce((bytes, text) => bytes + size(text), 0);
    const loader = size(await loaderResponse(await read("loader.js"), typical).text());
    const realtime = await sum(manifest.realtime);
    const measure = async (locale: WidgetLocale): Promise<WidgetSizes> => {
      const html = await frameResponse({
        target: typical,
        conditions,
        assets: manifest,
        realtime: { key: "foyer" },
        url: new URL("https://chat.example.com/embed/k"),
        locale,
      }).text();
      const firstView = size(html) + (await sum([manifest.script, manifest.styles]));
      const texts = (part: string) => `${part}-${locale}-${manifest.textsVersion}.js`;
      const chat = await sum([...manifest.chat, texts("chat")]);
      const offline = await sum([...manifest.offline, texts("offline")]);
      const ended = await sum([...manifest.ended, texts("ended")]);
      const emoji = await sum([...manifest.emoji, texts("emoji")]);
      return { loader, firstView, chat, ended, emoji, offline, realtime, total: firstView + chat + realtime };
    };
    const sizes = await Promise.all(WIDGET_LOCALES.map(async (locale) => [locale, await measure(locale)] as const));
    // One entry per language, made from the list of them.
    return Object.fromEntries(sizes) as Record<WidgetLocale, WidgetSizes>;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
