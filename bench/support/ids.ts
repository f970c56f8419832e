import { createHash } from "node:crypto";

/**
 * Ids by number, scattered over their indexes as random ones are, with the version and the variant that make them UUIDs: the
 * product's routes know no others. `number` is an SQL expression.
 */
export const idSql = (word: string, number: string) =>
  `overlay(overlay(md5('${word} ' || ${number}) placing '4' from 13) placing '8' from 17)::uuid`;

/** The same id, as the program has it. */
export const idOf = (word: string, number: number): string =>
  createHash("md5")
    .update(`${word} ${number}`)
    .digest("hex")
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
