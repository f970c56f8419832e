import { z } from "zod";

/**
 * Characters that Postgres refuses (NUL), that break framing (other control characters but tab and line feed), or that
 * are not text at all (half of a surrogate pair).
 */
const FORBIDDEN = /[^\P{Cc}\t\n]|\p{Cs}/u;

/** White space and characters without a shape: a text of nothing else looks empty to people. */
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]/gu;

export const isBlank = (text: string) => text.replace(INVISIBLE, "") === "";

const unixLines = (text: string) => text.replace(/\r\n?/g, "\n");

/** One line of text by people: trimmed, without control characters, at most `max` UTF-16 units. */
export const lineOfText = (max: number) =>
  z
    .string("required")
    .transform((text) => text.replace(/[\t\r\n]+/g, " ").trim())
    .pipe(
      z
        .string()
        .max(max, "tooLong")
        .refine((text) => !FORBIDDEN.test(text), "controlCharacters"),
    );

/** The same, and not empty. */
export const requiredLine = (max: number) => lineOfText(max).refine((text) => !isBlank(text), "required");

/** Several lines of text by people; inner line breaks stay. */
export const linesOfText = (max: number) =>
  z
    .string("required")
    .transform((text) => unixLines(text).trim())
    .pipe(
      z
        .string()
        .max(max, "tooLong")
        .refine((text) => !FORBIDDEN.test(text), "controlCharacters"),
    );

export const requiredLines = (max: number) => linesOfText(max).refine((text) => !isBlank(text), "required");

/** What a stranger's browser says about itself (page title, user agent): cut to size and cleaned instead of refused. */
export const clippedLine = (max: number) =>
  z.string().transform((text) =>
    text
      .slice(0, max * 4)
      .toWellFormed()
      .replace(/\p{Cc}+/gu, " ")
      .trim()
      .slice(0, max)
      .toWellFormed(),
  );

/** Cuts at a grapheme, never inside an emoji or a letter with marks, and says with an ellipsis that it did. */
export function preview(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= max) return line;
  let cut = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(
    line.slice(0, max + 64),
  )) {
    if (cut.length + segment.length > max - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** An e-mail address as typed, lower case; ASCII only, so that look-alikes cannot pose as another account. */
export const emailAddress = z
  .string("required")
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().min(1, "required").max(254, "tooLong").pipe(z.email("email")));

/** A phone number as people write it, with at least four digits; nothing at all, or blanks, is null. */
export const phoneNumber = z
  .string()
  .nullish()
  .transform((text) => (text && !isBlank(text) ? text.trim() : null))
  .pipe(
    z
      .string()
      .max(40, "tooLong")
      .regex(/^\+?[\d\s()./-]*(?:\d[\s()./-]*){4}$/, "phone")
      .nullable(),
  );
