import type en from "@/messages/en/widget-typing.json";
import { formats, texts } from "../state";
import { createTranslate, type Texts, type Translate } from "../texts";

type TypingTexts = Texts & typeof en;

/** All of the texts: whoever loads this code has added its own to those before. */
export const t: Translate<TypingTexts> = createTranslate(texts as TypingTexts, formats);
