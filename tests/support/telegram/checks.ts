/** What the Bot API says of a call that it does not take: its code, its words, and how long to wait. */
export class Refusal extends Error {
  readonly code: number;
  readonly retryAfter: number | undefined;
  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export type Params = Record<string, unknown>;
const bad = (words: string) => new Refusal(400, `Bad Request: ${words}`);

export function textOf(params: Params, name: string, max: number, { isOptional = false } = {}): string {
  const value = params[name];
  if (value === undefined && isOptional) return "";
  if (typeof value !== "string" || value === "") throw bad(`message ${name} is empty`);
  if (value.length > max) throw bad(name === "text" ? "message is too long" : `${name} is too long`);
  if (!value.isWellFormed()) throw bad("strings must be encoded in UTF-8");
  return value;
}

export function numberOf(params: Params, name: string): number {
  const value = typeof params[name] === "string" ? Number(params[name]) : params[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw bad(`${name} must be an integer`);
  return value;
}

/** Nothing that the method does not have: a misspelt parameter is silently ignored by the real one, and must not be here. */
export function assertKnown(params: Params, names: readonly string[]): void {
  for (const name of Object.keys(params)) if (!names.includes(name)) throw bad(`unknown parameter ${name}`);
}

type Keyboard = { inline_keyboard: { text: string; callback_data: string }[][] };

export function keyboardOf(params: Params): Keyboard | null {
  const given = params.reply_markup;
  if (given === undefined) return null;
  const markup = (typeof given === "string" ? JSON.parse(given) : given) as Keyboard;
  for (const button of markup.inline_keyboard.flat()) {
    if (!button.text) throw bad("text buttons are unallowed in the inline keyboard");
    const bytes = Buffer.byteLength(button.callback_data ?? "");
    if (bytes < 1 || bytes > 64) throw bad("BUTTON_DATA_INVALID");
  }
  return markup;
}
