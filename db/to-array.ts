/**
 * Values as the text of an array, for a parameter with a cast (`::uuid[]`): drivers write arrays in ways of their own.
 * Null is no value.
 */
export const toArray = (values: readonly (string | number | null)[]): string =>
  `{${values.map((value) => (value === null ? "null" : `"${String(value).replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;
