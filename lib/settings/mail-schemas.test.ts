import { describe, expect, test } from "vitest";
import { mailChannelFormValues, mailChannelInput } from "./mail-schemas";

const filled = {
  ...mailChannelFormValues(null, null),
  name: "Mail",
  departmentId: "0192f0c4-7f3e-7abc-8def-0123456789ab",
  address: "Support@Company.example",
  senderName: "Tom's",
  imapHost: "imap.company.example",
  imapUser: "support",
  imapPassword: " secret ",
  smtpHost: "smtp.company.example",
};
const problems = (values: object) =>
  Object.fromEntries(
    (mailChannelInput.safeParse({ ...filled, ...values }).error?.issues ?? []).map(({ path, message }) => [
      path.join("."),
      message,
    ]),
  );

describe("the form of an address of mail", () => {
  test("is taken as it is filled in, with the password as it was typed", () => {
    expect(mailChannelInput.parse(filled)).toMatchObject({
      type: "email",
      address: "support@company.example",
      imapPort: 993,
      imapPassword: " secret ",
      smtpPort: 465,
    });
  });

  test.each([
    [{ departmentId: "" }, { departmentId: "required" }],
    [{ address: "support" }, { address: "email" }],
    [{ address: `${"a".repeat(32)}@company.example` }, { address: "mailAddressLong" }],
    [{ address: "a@b.example, c@d.example" }, { address: "email" }],
    [{ imapHost: "" }, { imapHost: "required" }],
    [{ imapHost: "https://imap.example" }, { imapHost: "mailHost" }],
    [{ imapHost: "imap.example/x?y" }, { imapHost: "mailHost" }],
    [{ imapHost: "a b" }, { imapHost: "mailHost" }],
    [{ imapUser: "" }, { imapUser: "required" }],
    [{ imapUser: "a\u0000b" }, { imapUser: "controlCharacters" }],
    [{ imapPassword: "a\r\nA1 LOGOUT" }, { imapPassword: "controlCharacters" }],
    [{ imapSecurity: "none" }, { imapSecurity: "mailSecurity" }],
    [{ smtpSecurity: "none" }, { smtpSecurity: "mailSecurity" }],
    [{ smtpHost: "" }, { smtpHost: "required" }],
    [{ inbound: "webhook", webhookPassword: "short" }, { webhookPassword: "mailWebhookShort" }],
    [{ inbound: "pop3" }, { inbound: "choice" }],
    [{ type: "telegram" }, { type: "choice" }],
    [{ senderName: "" }, { senderName: "required" }],
  ])("says at the field what is wrong with %j", (values, expected) => {
    expect(problems(values)).toMatchObject(expected);
  });

  test.each([{ imapPort: "0" }, { imapPort: "65536" }, { smtpPort: "25.5" }, { smtpPort: "" }])(
    "takes ports alone: %j",
    (values) => expect(Object.keys(problems(values))).toEqual(Object.keys(values)),
  );

  test("asks nothing of what is not used", () => {
    expect(problems({ outbound: "installation", smtpHost: "" })).toEqual({});
    expect(problems({ inbound: "webhook", imapHost: "", imapUser: "", imapPassword: "" })).toEqual({});
    expect(problems({ imapSecurity: "none", imapHost: "127.0.0.1" })).toEqual({});
  });
});
