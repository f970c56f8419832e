import { expect, test } from "vitest";
import type { ChatEventDto } from "@/lib/chats/schemas";
import en from "@/messages/en/widget.json";
import enChat from "@/messages/en/widget-chat.json";
import enEnded from "@/messages/en/widget-ended.json";
import { createTranslate } from "../texts";
import type { EndedTexts } from "./texts";
import { transcript } from "./transcript";

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
