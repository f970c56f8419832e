import { createHash } from "node:crypto";

/** Ids by number, scattered over their indexes as random ones are. `number` is an SQL expression. */
export const idSql = (word: string, number: string) => `md5('${word} ' || ${number})::uuid`;

/** The same id, as the program has it. */
export const idOf = (word: string, number: number): string =>
  createHash("md5")
    .update(`${word} ${number}`)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
