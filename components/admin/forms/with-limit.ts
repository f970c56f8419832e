/** An error key together with the limit that it names, for `Field`: "tooLong" becomes "tooLong:80". */
export const withLimit = (key: string | undefined, limit: number) =>
  key === "tooLong" || key === "tooMany" ? `${key}:${limit}` : key;
