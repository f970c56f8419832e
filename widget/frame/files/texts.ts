import type en from "@/messages/en/widget-files.json";
import type { ChatTexts } from "../chat/texts";
import { formats, texts } from "../state";
import { createTranslate, type Translate } from "../texts";

type FileTexts = ChatTexts & typeof en;

/** All of the texts: whoever loads this code has added its own to those before. */
const all = texts as FileTexts;
export const t: Translate<FileTexts> = createTranslate(all, formats);

/** Why a file was not sent. */
export function problemText(problem: string): string {
  const { fileProblems } = all;
  return Object.hasOwn(fileProblems, problem) ? fileProblems[problem as keyof typeof fileProblems] : fileProblems.other;
}
