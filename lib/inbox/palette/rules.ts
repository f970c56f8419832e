import { fuzzySearch } from "@/lib/fuzzy/rules";

/** Something that the palette can do or go to. */
export type PaletteEntry = {
  /** Stable, so that it can be remembered: `chat:<id>`. */
  id: string;
  kind: "command" | "chat" | "department" | "reply";
  label: string;
  /** Beside the label, and searched, too. */
  detail?: string;
  /** More that is searched and not shown. */
  more?: string;
  /** Its keys outside of the palette. */
  keys?: string;
};

const RECENT_MAX = 8;
const SHOWN_MAX = 50;

/** Newest first, each once. */
export const withRecent = (recent: readonly string[], id: string): string[] =>
  [id, ...recent.filter((one) => one !== id)].slice(0, RECENT_MAX);

/** Reads what was kept, by this version or another. */
export function parseRecent(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.filter((one) => typeof one === "string").slice(0, RECENT_MAX) : [];
  } catch {
    return [];
  }
}

/** What fits, best first; with nothing typed, and between equals, what was used last comes first. */
export function paletteMatches(
  query: string,
  entries: readonly PaletteEntry[],
  recent: readonly string[],
): PaletteEntry[] {
  const place = new Map(recent.map((id, index) => [id, index]));
  const ordered = [...entries].sort(
    (one, other) => (place.get(one.id) ?? RECENT_MAX) - (place.get(other.id) ?? RECENT_MAX),
  );
  return fuzzySearch(query, ordered, ({ label, detail = "", more = "" }) => [label, detail, more]).slice(0, SHOWN_MAX);
}
