import type en from "@/messages/en/widget-fields.json";
import { texts } from "../state";
import { createTranslate } from "../texts";

/** The texts of this part in one language; they come with its code. */
export type FieldTexts = typeof en;

// They are laid over those of the first view when they come.
export const fieldTexts = texts as unknown as FieldTexts;
export const t = createTranslate(fieldTexts);
