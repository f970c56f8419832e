/**
 * The same program with each letter beyond Latin-1 named by its number. The engine keeps a whole file in memory, with two bytes for each
 * letter as soon as one needs them, and the bundler leaves them in regular expressions.
 */
export function inOneByte(text) {
  const [refused] = /\\[\u0100-\uffff]/.exec(text) ?? [];
  if (refused) throw new Error(`a backslash before a letter that needs two bytes: ${refused}`);
  return text.replace(/[\u0100-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
