import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import { frameResponse } from "@/lib/embed/frame-response";
import { loaderResponse } from "@/lib/embed/loader-response";
import { buildWidget } from "@/scripts/build-widget.mjs";

/** Names, descriptions and greetings as long as people write them. */
const typical: EmbedTarget = {
  kind: "company",
  key: "qWJ8s3kT0dE9xYbZ1cVu4A",
  companyName: "Tom’s Kitchen Supplies",
  color: "#b4451f",
  greeting: "Hello! Choose a team and we will be with you in a moment.",
  allowedDomains: ["tomskitchen.example", "*.tomskitchen.example"],
  departments: ["Pre Sales", "Order Services", "Corporate Accounts"].map((name, i) => ({
    id: `0193a1b2-7c4d-7000-8000-00000000000${i}`,
    name,
    description: `${name}: which pan, which knife, which size? We help you choose.`,
    color: ["#b4451f", "#8a5a12", "#5b2c4f"][i] ?? "#000000",
    logoUrl: `/logos/qWJ8s3kT0dE9xYbZ1cVu4${i}.webp`,
    greeting: "Hello! Have your order number at hand and we are quick.",
  })),
};

export type WidgetSizes = {
  /** On every page of the host site, before any click. */
  loader: number;
  /** HTML, style sheet and script until a visitor can type. */
  firstView: number;
  /** What an open chat adds: fetched while the visitor types, or on coming back. */
  chat: number;
  /** pusher-js and our care for it. */
  realtime: number;
  /** All of the frame. */
  total: number;
};

/** Bytes as `gzip -9` makes them, of the widget built anew by the real build. */
export async function measureWidget(locale: "en" | "ru" = "en"): Promise<WidgetSizes> {
  const dir = await mkdtemp(path.join(tmpdir(), "foyer-widget-"));
  try {
    await buildWidget(dir);
    const read = (name: string) => readFile(path.join(dir, name), "utf8");
    const manifest = JSON.parse(await read("manifest.json"));
    const size = (text: string) => gzipSync(text, { level: 9 }).byteLength;
    const sum = async (names: string[]) =>
      (await Promise.all(names.map(read))).reduce((bytes, text) => bytes + size(text), 0);
    const html = await frameResponse({
      target: typical,
      assets: manifest,
      realtime: { key: "foyer" },
      url: new URL(`https://chat.example.com/embed/k?lang=${locale}`),
      acceptLanguage: null,
    }).text();
    const loader = size(await loaderResponse(await read("loader.js"), typical).text());
    const firstView = size(html) + (await sum([manifest.script, manifest.styles]));
    const [chat, realtime] = [await sum(manifest.chat), await sum(manifest.realtime)];
    return { loader, firstView, chat, realtime, total: firstView + chat + realtime };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
