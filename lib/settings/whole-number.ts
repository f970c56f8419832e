import { z } from "zod";

/** What a field of a form, or a caller of the API, gives as a number. */
const given = z.union([z.string(), z.number()], "number");

type Bounds = { min: number; max: number; minError?: string; maxError?: string };

/**
 * A whole number between two bounds, both included, typed as text or given as a number. Refuses with `required`,
 * `number` (no number at all), `wholeNumber` (a fraction, or written with an exponent) or a bound with its limit, such as
 * `tooSmall:0`.
 */
export const wholeNumber = (bounds: Bounds) =>
  given.transform((value, { addIssue }) => {
    const read = readWhole(value, bounds);
    if (typeof read === "number") return read;
    addIssue({ code: "custom", message: read });
    return z.NEVER;
  });

/** The same, or nothing at all (null). */
export const optionalWholeNumber = (bounds: Bounds) =>
  z.union([given, z.null()], "number").transform((value, { addIssue }) => {
    if (value === null || String(value).trim() === "") return null;
    const read = readWhole(value, bounds);
    if (typeof read === "number") return read;
    addIssue({ code: "custom", message: read });
    return z.NEVER;
  });

/** Minutes of a rule; the errors name the limit in minutes. */
export const minutesBetween = (min: number, max: number): Bounds => ({
  min,
  max,
  minError: "minutesMin",
  maxError: "minutesMax",
});

/** The number, or the key of what is wrong with it. */
function readWhole(value: string | number, bounds: Bounds): number | string {
  if (typeof value === "number") return Number.isInteger(value) ? within(value, bounds) : "wholeNumber";
  const text = value.trim().replace("−", "-");
  if (text === "") return "required";
  if (/^[+-]?\d+$/.test(text)) return within(Number(text), bounds);
  return /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/i.test(text) ? "wholeNumber" : "number";
}

function within(number: number, { min, max, minError = "tooSmall", maxError = "tooLarge" }: Bounds): number | string {
  if (number < min) return `${minError}:${min}`;
  return number > max ? `${maxError}:${max}` : number;
}
