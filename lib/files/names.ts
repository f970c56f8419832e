/** Characters (UTF-16 units) of a file's name. */
export const FILE_NAME_MAX = 120;

/** Control characters, marks of direction, invisible ones and halves of surrogate pairs: a name must be what it looks like. */
const DECEIVING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
/** What some file system gives a meaning of its own. */
const SPECIAL = /["*/:<>?\\|]/g;
/** Names that Windows gives to devices, whatever ending follows. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** The ending in lower case without its dot; "" when there is none. */
export function extensionOf(name: string): string {
  const at = name.lastIndexOf(".");
  return at > 0 && /^[a-z0-9]{1,8}$/i.test(name.slice(at + 1)) ? name.slice(at + 1).toLowerCase() : "";
}

/**
 * The name under which people see and download a file: of what a browser sent, the part after the last slash, without
 * anything that could mislead a reader, a shell or a file system. Never empty.
 */
export function cleanFileName(sent: string): string {
  const base =
    sent
      .slice(-4 * FILE_NAME_MAX)
      .normalize("NFC")
      .split(/[/\\]/)
      .at(-1) ?? "";
  const safe = base
    .replace(DECEIVING, "")
    .replace(SPECIAL, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const named = DEVICE.test(safe) ? `_${safe}` : safe;
  return clip(named === "" ? "file" : named);
}

/** The same name with this ending. */
export function withExtension(name: string, extension: string): string {
  const found = extensionOf(name);
  if (extension === "" || found === extension) return name;
  return clip(`${found === "" ? name : name.slice(0, -found.length - 1)}.${extension}`);
}

/** Cuts in the middle, before the ending, and never through a character. */
function clip(name: string): string {
  if (name.length <= FILE_NAME_MAX) return name;
  const extension = extensionOf(name);
  const tail = extension === "" ? "" : `.${extension}`;
  return (
    name
      .slice(0, FILE_NAME_MAX - tail.length)
      .replace(/\p{Cs}$/u, "")
      .trimEnd() + tail
  );
}
