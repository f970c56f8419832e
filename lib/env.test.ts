import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "./env";

const problemsOf = (source: Record<string, string>) => {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems.map((line) => line.split(":")[0]);
    throw error;
  }
};

describe("the environment", () => {
  test("needs nothing: everything has a default", () => {
    expect(parseEnv({})).toMatchObject({ PORT: 3000, HOST: "0.0.0.0", DATA_DIR: "./data" });
  });

  test("counts an empty variable as not set", () => {
    expect(parseEnv({ DATABASE_URL: "", PORT: "", PUSHER_KEY: "" })).toMatchObject({ PORT: 3000 });
  });

  test.each([
    ["0", false],
    ["1", true],
    ["65535", true],
    ["65536", false],
    ["3000.5", false],
    ["http", false],
  ])("takes PORT=%s: %s", (PORT, fine) => {
    expect(problemsOf({ PORT })).toEqual(fine ? [] : ["PORT"]);
  });

  test("names every wrong variable at once", () => {
    expect(problemsOf({ PORT: "x", DATABASE_URL: "mysql://a", PUBLIC_URL: "ftp://x", AUTH_SECRET: "short" })).toEqual([
      "PORT",
      "PUBLIC_URL",
      "DATABASE_URL",
      "AUTH_SECRET",
    ]);
  });

  test("wants the Pusher settings whole or not at all", () => {
    expect(problemsOf({ PUSHER_KEY: "k" })).toEqual(["PUSHER_APP_ID, PUSHER_SECRET"]);
    expect(problemsOf({ PUSHER_KEY: "k", PUSHER_APP_ID: "1", PUSHER_SECRET: "s" })).toEqual([
      "PUSHER_CLUSTER or PUSHER_HOST",
    ]);
    expect(problemsOf({ PUSHER_KEY: "k", PUSHER_APP_ID: "1", PUSHER_SECRET: "s", PUSHER_HOST: "h" })).toEqual([]);
  });

  test("on a serverless host wants what cannot be embedded there", () => {
    expect(problemsOf({ VERCEL: "1" })).toEqual(["DATABASE_URL", "PUSHER_KEY", "AUTH_SECRET", "S3_BUCKET"]);
  });

  test("wants the bucket for files whole or not at all", () => {
    const bucket = { S3_BUCKET: "b", S3_ENDPOINT: "https://s3.example.com/", S3_ACCESS_KEY_ID: "k" };
    expect(problemsOf(bucket)).toEqual(["S3_SECRET_ACCESS_KEY"]);
    expect(problemsOf({ S3_REGION: "eu-central-1" })).toEqual([
      "S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY",
    ]);
    expect(problemsOf({ ...bucket, S3_SECRET_ACCESS_KEY: "s", S3_PREFIX: "a b" })).toEqual(["S3_PREFIX"]);
    expect(parseEnv({ ...bucket, S3_SECRET_ACCESS_KEY: "s", S3_PREFIX: "foyer/" })).toMatchObject({
      S3_ENDPOINT: "https://s3.example.com",
      S3_REGION: "auto",
      S3_PREFIX: "foyer/",
    });
  });

  test.each([
    ["smtp://mail.example.com", true],
    ["smtps://user:p%40ss@mail.example.com:465", true],
    ["smtp://", false],
    ["smtp://user:100%@mail.example.com", false],
    ["mail.example.com:25", false],
    ["https://mail.example.com", false],
  ])("takes SMTP_URL=%s: %s", (SMTP_URL, fine) => {
    expect(problemsOf({ SMTP_URL, MAIL_FROM: "chat@example.com" })).toEqual(fine ? [] : ["SMTP_URL"]);
  });

  test("wants a sender as soon as mail goes out", () => {
    expect(problemsOf({ SMTP_URL: "smtp://mail.example.com" })).toEqual(["MAIL_FROM"]);
  });

  test.each([
    ["chat@example.com", { name: "", address: "chat@example.com" }],
    ["Foyer <chat@example.com>", { name: "Foyer", address: "chat@example.com" }],
    ['"Tom\'s Kitchen" <chat@example.com>', { name: "Tom's Kitchen", address: "chat@example.com" }],
    ["<chat@example.com>", { name: "", address: "chat@example.com" }],
  ])("reads the mailbox %s", (MAIL_FROM, mailbox) => {
    expect(parseEnv({ MAIL_FROM }).MAIL_FROM).toEqual(mailbox);
  });

  test.each([
    "Foyer",
    "Foyer <chat>",
    "a@example.com, b@example.com",
    "Foyer\r\nBcc: x@example.com <chat@example.com>",
  ])("refuses the mailbox %j", (MAIL_FROM) => {
    expect(problemsOf({ MAIL_FROM })).toEqual(["MAIL_FROM"]);
  });

  test("never repeats a wrong SMTP_URL, which may hold a password", () => {
    let message = "";
    try {
      parseEnv({ SMTP_URL: "smtp//user:secret@host" });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("SMTP_URL");
    expect(message).not.toContain("secret");
  });

  test("drops the slash at the end of PUBLIC_URL", () => {
    expect(parseEnv({ PUBLIC_URL: "https://chat.example.com/" }).PUBLIC_URL).toBe("https://chat.example.com");
  });
});
