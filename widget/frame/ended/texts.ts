import type en from "@/messages/en/widget-ended.json";
import type { ChatTexts } from "../chat/texts";
import { formats, texts } from "../state";
import { createTranslate, type Translate } from "../texts";

export type EndedTexts = ChatTexts & typeof en;

/** All of the texts: whoever loads this code has added its own to those before. */
export const t: Translate<EndedTexts> = createTranslate(texts as EndedTexts, formats);
