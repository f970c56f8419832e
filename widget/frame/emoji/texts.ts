import type en from "@/messages/en/widget-emoji.json";
import type { ChatTexts } from "../chat/texts";
import { formats, texts } from "../state";
import { createTranslate, type Translate } from "../texts";

type EmojiTexts = ChatTexts & typeof en;

/** All of the texts: whoever loads this code has added its own to those before. */
export const t: Translate<EmojiTexts> = createTranslate(texts as EmojiTexts, formats);
