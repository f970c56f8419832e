import { expect, test } from "vitest";
import type { ChatEventDto } from "@/lib/chats/schemas";
import en from "@/messages/en/widget.json";
import enChat from "@/messages/en/widget-chat.json";
import enEnded from "@/messages/en/widget-ended.json";
import { createTranslate } from "../texts";
import type { EndedTexts } from "./texts";
import { transcript, transcriptPage } from "./transcript";

const chatId = "0193a1b2-0000-7000-8000-000000000001";
const at = new Date(2026, 4, 12, 14, 5).toISOString();

const entry = (seq: number, patch: Partial<ChatEventDto>): ChatEventDto => ({
  chatId,
  seq,
  prev: seq - 1,
  kind: "message",
  sender: { type: "system" },
  data: {},
  createdAt: at,
  ...patch,
});

const file = { id: chatId, name: "photo.png", type: "image/png", size: 1, width: 1, height: 1, hasThumb: true };

test("a transcript holds every entry that the visitor sees, with author and time, as plain text", () => {
  const events = [
    entry(1, { kind: "started", data: { departmentName: "Support" } }),
    entry(2, { sender: { type: "visitor" }, body: "Does <b>this</b>\nwork?" }),
    entry(3, { kind: "on_it", data: { operatorName: "Anna" } }),
    entry(4, { sender: { type: "operator", name: "Anna" }, body: "It does." }),
    entry(5, { sender: { type: "operator", name: "Anna" }, file: { ...file, name: "proof.pdf" } }),
    entry(6, { sender: { type: "visitor" }, body: "Mine, too", file }),
    entry(7, { kind: "closed", data: { reason: "visitor" } }),
  ];
  const text = transcript(
    events,
    "Tom’s, Support",
    createTranslate<EndedTexts>({ ...en, ...enChat, ...enEnded }),
    "en",
    { lang: "en", dir: "ltr" },
  );
  expect(text.replaceAll("\u202f", " ")).toBe(
    [
      "Tom’s, Support",
      "[5/12/26, 2:05 PM] You are in Support",
      "[5/12/26, 2:05 PM] You: Does <b>this</b>\nwork?",
      "[5/12/26, 2:05 PM] Anna: It does.",
      "[5/12/26, 2:05 PM] Anna: proof.pdf",
      "[5/12/26, 2:05 PM] You: photo.png: Mine, too",
      "[5/12/26, 2:05 PM] You ended the chat",
      "",
    ].join("\n\n"),
  );
});

test("as a page it shows markup of others as text, line by line", () => {
  const texts = createTranslate<EndedTexts>({ ...en, ...enChat, ...enEnded });
  const events = [
    entry(1, { sender: { type: "visitor" }, body: '<img src=x onerror=alert(1)>\n"quoted" & more' }),
    entry(2, { sender: { type: "operator", name: "<b>Anna</b>" }, body: "Yes." }),
  ];
  const page = transcriptPage(events, "Tom’s <i>, Support", texts, "en", { lang: "ar", dir: "rtl" });
  expect(page).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
  expect(page).toContain("<title>Tom’s &#60;i&#62;, Support</title>");
  expect(page).toContain('<span dir="auto">&#60;img src=x onerror=alert(1)&#62;\n&#34;quoted&#34; &#38; more</span>');
  expect(page).toContain('<b dir="auto">&#60;b&#62;Anna&#60;/b&#62;</b>');
  // Nothing but the tags that are ours: nothing is loaded, and nothing runs.
  const tags = new Set([...page.matchAll(/<(\w+)/g)].map(([, name]) => name));
  expect([...tags].sort()).toEqual(["b", "br", "h1", "html", "meta", "p", "small", "span", "style", "title"]);
});
