import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { explainFailure } from "./failure";
import { cleanHeader, messageIdOf, toMessage } from "./message";
import { readMailSettings } from "./settings";

const settingsOf = (SMTP_URL: string) =>
  readMailSettings(parseEnv({ SMTP_URL, MAIL_FROM: "Foyer <chat@example.com>" }));

describe("the settings of mail", () => {
  test("are none without SMTP_URL", () => {
    expect(readMailSettings(parseEnv({}))).toBeNull();
  });

  test.each([
    ["smtp://mail.example.com", { host: "mail.example.com", port: 587, isTls: false, credentials: null }],
    ["smtp://mail.example.com:25", { port: 25 }],
    ["smtps://mail.example.com", { port: 465, isTls: true }],
    ["smtp://[::1]:2525", { host: "::1", port: 2525 }],
    [
      "smtp://me%40example.com:p%40ss%2F@mail.example.com",
      { credentials: { user: "me@example.com", password: "p@ss/" } },
    ],
  ])("are read from %s", (url, expected) => {
    expect(settingsOf(url)).toMatchObject({ ...expected, from: { name: "Foyer", address: "chat@example.com" } });
  });
});

describe("a header", () => {
  test.each([
    ["Hello\r\nBcc: everybody@example.com", "Hello Bcc: everybody@example.com"],
    ["a\u0000b\u2028c\u0085d", "a b c d"],
    ["\u202egnp.exe\u202c", "gnp.exe"],
    ["  two   words ", "two words"],
  ])("made of %j is one line without tricks", (text, clean) => {
    expect(cleanHeader(text)).toBe(clean);
  });

  test("is cut to a sane length without leaving half a character", () => {
    const cut = cleanHeader("😀".repeat(500));
    expect(cut.length).toBeLessThanOrEqual(200);
    expect(cut.isWellFormed()).toBe(true);
  });

  test("that names the mail follows from its row, so that a copy is recognised", () => {
    expect(messageIdOf("1-2", { name: "", address: "chat@example.com" })).toBe("<1-2@example.com>");
  });

  test("with an address holds one address, whatever its text", () => {
    const mail = { id: "1", to: "a@example.com, b@example.com", replyTo: "c@example.com\r\nBcc: d@example.com" };
    const { to, replyTo } = toMessage({ ...mail, subject: "", body: "" }, { name: "", address: "chat@example.com" });
    expect(to).toEqual({ name: "", address: "a@example.com, b@example.com" });
    expect(replyTo?.address).not.toMatch(/[\r\n]/);
  });
});

describe("a failure in words", () => {
  const errorOf = (detail: Record<string, unknown>) => Object.assign(new Error("failed"), detail);

  test.each([
    ["550 to the recipient", { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 }, true, false],
    ["450 to the recipient", { code: "EENVELOPE", command: "RCPT TO", responseCode: 450 }, false, false],
    ["499 to the text", { code: "EMESSAGE", command: "DATA", responseCode: 499 }, false, false],
    ["554 to the text", { code: "EMESSAGE", command: "DATA", responseCode: 554 }, true, false],
    ["553 to our own address", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 553 }, false, false],
    ["535 to our account", { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, false, true],
    ["a closed port", { code: "ESOCKET", command: "CONN" }, false, true],
    ["no certificate", { code: "ETLS" }, false, true],
  ])("%s", (_, detail, isPermanent, isOutage) => {
    expect(explainFailure(errorOf(detail))).toMatchObject({ isPermanent, isOutage });
  });

  test("holds the server's own answer, without control characters and not without end", () => {
    const response = `550 5.1.1 No such user\r\n\u0000${"x".repeat(5000)}`;
    const { reason } = explainFailure(errorOf({ code: "EENVELOPE", command: "RCPT TO", responseCode: 550, response }));
    expect(reason).toMatch(/^The mail server refused the recipient: 550 5\.1\.1 No such user x+$/);
    expect(reason.length).toBeLessThanOrEqual(300);
  });

  test.each([["thrown text"], [null], [undefined], [{}]])(
    "of anything thrown (%j) is a failure to try again",
    (thrown) => {
      expect(explainFailure(thrown)).toMatchObject({ isPermanent: false, isOutage: false });
    },
  );
});
