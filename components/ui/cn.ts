/** Joins class names, leaving out what is false or missing. */
export const cn = (...classes: (string | false | null | undefined)[]): string => classes.filter(Boolean).join(" ");
