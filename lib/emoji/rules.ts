/** What can be chosen, in rows of `EMOJI_COLUMNS`; their names stand in the messages in the same order. */
export const EMOJI: readonly string[] =
  "😊 😂 😉 😍 😎 🤔 😕 😢 😡 😱 😅 🙏 👍 👎 👋 👌 👏 🤝 💪 🤷 ❤️ 🎉 🔥 ⭐ ✅ ❌ ❓ ❗ ⏰ 📅 📦 🚚 💳 💰 📞 📧 📷 📎 💡 ☕".split(
    " ",
  );
export const EMOJI_COLUMNS = 8;

/** The names of all emoji out of one text of the messages. */
export const emojiNames = (text: string): string[] => text.split("|");

/** Where a key leads from the emoji at `from`: arrows, Home and End; null for other keys and beyond the edges. */
export function emojiAfter(from: number, key: string, isRtl: boolean): number | null {
  const forward = isRtl ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: EMOJI_COLUMNS,
    ArrowUp: -EMOJI_COLUMNS,
    Home: -from,
    End: EMOJI.length - 1 - from,
  };
  const step = steps[key];
  const to = from + (step ?? 0);
  return step !== undefined && to >= 0 && to < EMOJI.length ? to : null;
}
