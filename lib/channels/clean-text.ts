/** As it is stored: without what the database or a page would stumble over. Nobody is there to correct it. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n]/gu, "")
    .trim();
