import { describe, expect, test } from "vitest";
import { explainEmbeddedFailure, explainMigrationFailure, explainPostgresFailure } from "./explain-failure";
import { isStartupError, StartupError } from "./startup-error";

const coded = (code: string, message = "low level") => Object.assign(new Error(message), { code });
const URL_GIVEN = "postgres://ivan:s%23cret@db.example:6432/chat";

describe("explainPostgresFailure", () => {
  test.each([
    ["ECONNREFUSED", /Nothing answers at db\.example:6432.*DATABASE_URL/],
    ["ENOTFOUND", /host name in db\.example:6432 is not known/],
    ["CONNECT_TIMEOUT", /cannot be reached.*firewall/],
    ["28P01", /refuses user ivan.*check user and password/],
    ["3D000", /Database chat does not exist.*createdb chat/],
    ["53300", /no connection left.*DATABASE_POOL/],
    ["57P03", /not ready yet/],
    ["42501", /may not do what is needed in database chat/],
    ["08P01", /DATABASE_PREPARE=0/],
    ["XX000", /cannot be used \(low level\)/],
  ])("%s says in one line what is wrong and how to mend it", (code, line) => {
    const explained = explainPostgresFailure(coded(code), URL_GIVEN);
    expect(isStartupError(explained)).toBe(true);
    expect(explained.message).toMatch(line);
    expect(explained.message).not.toContain("\n");
  });

  test("never shows the password", () => {
    for (const code of ["ECONNREFUSED", "28P01", "3D000", "XX000"]) {
      expect(explainPostgresFailure(coded(code), URL_GIVEN).message).not.toMatch(/s#cret|s%23cret/);
    }
  });

  test("an address that cannot be read is explained, and not repeated", () => {
    for (const url of ["postgres://ivan:100%@db/chat", "postgres://ivan:s3cret@db:port/chat", "db.example"]) {
      const { message } = explainPostgresFailure(new URIError("URI malformed"), url);
      expect(message).toMatch(/^DATABASE_URL cannot be read/);
      expect(message).not.toContain(url);
    }
  });

  test("without a name in the address, database and server are the ones that the driver uses", () => {
    expect(explainPostgresFailure(coded("3D000"), "postgres://ivan@localhost").message).toMatch(
      /Database ivan .* localhost:5432/,
    );
  });

  test("finds the code inside of wrapped errors, and the words of the innermost one", () => {
    const error = new Error("Failed query: select 1", { cause: coded("XX000", "cause\n of it") });
    expect(explainPostgresFailure(error, URL_GIVEN).message).toContain("(cause of it)");
  });
});

describe("explainEmbeddedFailure", () => {
  test.each([
    ["EACCES", /\/data\/database cannot be written.*DATA_DIR/],
    ["EROFS", /cannot be written/],
    ["ENOTDIR", /a file is in the way/],
    ["EEXIST", /a file is in the way/],
    ["ENOSPC", /disk of \/data\/database is full/],
    ["FSYNC_INACTIVE", /npm ci/],
    ["XX000", /cannot be opened \(low level\)/],
  ])("%s says in one line what is wrong and how to mend it", (code, line) => {
    const { message } = explainEmbeddedFailure(coded(code), "/data/database");
    expect(message).toMatch(line);
    expect(message).not.toContain("\n");
  });

  test("what is explained already stays as it is", () => {
    const line = new StartupError("The data is in use");
    expect(explainEmbeddedFailure(line, "/data/database")).toBe(line);
    expect(explainPostgresFailure(line, URL_GIVEN)).toBe(line);
    expect(explainMigrationFailure(line)).toBe(line);
  });

  test.each([
    ["42501", 'permission denied to create extension "pg_trgm"'],
    ["58P01", 'could not open extension control file "/usr/share/postgresql/15/extension/pg_trgm.control"'],
    ["0A000", 'extension "pg_trgm" is not available'],
  ])("a database that may not have the extension of the search (%s) is told what to do", (code, words) => {
    const { message } = explainMigrationFailure(coded(code, words));
    expect(message).toMatch(/owner of the database.*create extension pg_trgm.*start again/);
    expect(message).toContain(words);
  });

  test("a failure without any message still says something", () => {
    expect(explainEmbeddedFailure(new AggregateError([]), "/data").message).toContain("(AggregateError)");
    expect(explainEmbeddedFailure("odd", "/data").message).toContain("(odd)");
  });
});
