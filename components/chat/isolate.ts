/** A name inside a sentence, kept apart from it: its writing direction cannot turn the words around it. */
export const isolate = (text: string) => `\u2068${text}\u2069`;
