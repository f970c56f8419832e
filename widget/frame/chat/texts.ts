import type en from "@/messages/en/widget-chat.json";
import { texts as firstTexts, formats } from "../state";
import { createTranslate, type Texts } from "../texts";

export type ChatTexts = Texts & Omit<typeof en, "unread"> & { unread: Record<string, string> };

/** All of the texts: whoever loads the chat's code has added its own to the first. */
export const texts = firstTexts as ChatTexts;
export const t = createTranslate(texts, formats);
