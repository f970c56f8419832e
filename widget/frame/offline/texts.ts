import type en from "@/messages/en/widget-offline.json";
import { formats, texts } from "../state";
import { createTranslate, type Texts, type Translate } from "../texts";

export type OfflineTexts = Texts & typeof en;
export type OfflineTranslate = Translate<OfflineTexts>;

/** All of the texts: whoever loads this code has added its own to the first. */
export const t: OfflineTranslate = createTranslate(texts as OfflineTexts, formats);
