/** A letter or digit that nothing can belong to: no mark, no joiner, no second part of a Korean syllable. */
const PLAIN = /^[\p{L}\p{N}](?![\p{M}\p{Cf}\u1160-\u11ff])/u;

let segmenter: Intl.Segmenter | undefined;

/** One or two letters that stand for a name: of its first and last word, whole characters even for emoji; "?" for none. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(word));
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const letters = picked.map((word) => firstCharacter(word ?? ""));
  return letters.join("").toUpperCase() || "?";
}

function firstCharacter(word: string): string {
  const [plain] = PLAIN.exec(word) ?? [];
  if (plain) return plain;
  // Making one takes 30 ms, which no page should pay that has plain names alone.
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(word))
    if (/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(segment)) return segment;
  return "";
}
