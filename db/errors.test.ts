import { describe, expect, test } from "vitest";
import { isUnavailable, isUniqueViolation } from "./errors";

const coded = (code: string, more: object = {}) => Object.assign(new Error("low level"), { code, ...more });
const wrapped = (cause: unknown) => new Error("Failed query: insert into …", { cause });

describe("isUnavailable", () => {
  test.each([
    "ECONNREFUSED",
    "ECONNRESET",
    "CONNECT_TIMEOUT",
    "CONNECTION_CLOSED",
    "EMBEDDED_DATABASE_LOST",
    "55P03",
    "57014",
    "57P01",
    "57P02",
    "57P03",
    "25P03",
    "53300",
    "53100",
    "08006",
  ])("%s is, bare and inside of Drizzle's error", (code) => {
    expect(isUnavailable(coded(code))).toBe(true);
    expect(isUnavailable(wrapped(coded(code)))).toBe(true);
    expect(isUnavailable(wrapped(wrapped(coded(code))))).toBe(true);
  });

  test.each([
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "Client has encountered a connection error and is not queryable",
    "timeout exceeded when trying to connect",
    "Query read timeout",
    "Cannot use a pool after calling end on the pool",
  ])("the driver's own %j is, which carries no code", (message) => {
    expect(isUnavailable(wrapped(new Error(message)))).toBe(true);
  });

  test.each(["23505", "23503", "42P01", "22P02", "57P04", "ERR_ASSERTION", "08", "53"])("%s is not", (code) => {
    expect(isUnavailable(wrapped(coded(code)))).toBe(false);
  });

  test("what is no error of a database is not, whatever it looks like", () => {
    const loop: { cause?: unknown } = {};
    loop.cause = loop;
    for (const value of [undefined, null, "55P03", 55, {}, new Error("55P03"), { code: 57014 }, loop]) {
      expect(isUnavailable(value)).toBe(false);
    }
  });
});

describe("isUniqueViolation", () => {
  test("knows the constraint, bare and inside of Drizzle's error", () => {
    expect(isUniqueViolation(coded("23505", { constraint: "a_unique" }), "a_unique")).toBe(true);
    expect(isUniqueViolation(wrapped(coded("23505", { constraint: "a_unique" })), "a_unique")).toBe(true);
  });

  test("asks for the code, and for the constraint only when one is named", () => {
    expect(isUniqueViolation(coded("23505", { constraint: "a_unique" }))).toBe(true);
    expect(isUniqueViolation(coded("23505", { constraint: "a_unique" }), "b_unique")).toBe(false);
    expect(isUniqueViolation(coded("23503", { constraint: "a_unique" }), "a_unique")).toBe(false);
    expect(isUniqueViolation(undefined)).toBe(false);
  });
});
