/** Characters of a tag's name. */
export const TAG_NAME_MAX = 40;
/** Tags of one chat, and of the company: lists that a person still reads. */
export const CHAT_TAGS_MAX = 20;
export const TAGS_MAX = 500;

/** Words for colours: what each looks like in light and dark is the interface's affair, so that contrast holds in both. */
export const TAG_COLORS = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"] as const;
export type TagColor = (typeof TAG_COLORS)[number];

/** What makes two names one: case, width of characters and spaces do not count. */
export const tagKey = (name: string) => name.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/** A colour for a new tag, by its name, so that two people who make the same one at once see the same. */
export function colorOf(name: string): TagColor {
  let sum = 0;
  for (const character of tagKey(name)) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return TAG_COLORS[1 + (sum % (TAG_COLORS.length - 1))] ?? "gray";
}

/** Tags whose names have every word of `query`; those that begin with it come first, then by name. */
export function matchTags<T extends { name: string }>(all: readonly T[], query: string): T[] {
  const wanted = tagKey(query);
  const words = wanted.split(" ");
  return all
    .filter(({ name }) => words.every((word) => tagKey(name).includes(word)))
    .sort((one, other) => {
      const [first, second] = [tagKey(one.name), tagKey(other.name)];
      return Number(second.startsWith(wanted)) - Number(first.startsWith(wanted)) || first.localeCompare(second);
    });
}

/** Whether an operator may end a chat that has so many tags. */
export const lacksTag = (department: { requiresTag: boolean }, tagCount: number) =>
  department.requiresTag && tagCount === 0;
