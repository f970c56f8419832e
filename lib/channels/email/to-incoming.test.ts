import type { SendMailOptions } from "nodemailer";
import { describe, expect, test } from "vitest";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import { composeMail, rawMail } from "@/tests/support/email/mails";
import { judgeMail } from "./judge-mail";
import { readMail } from "./read-mail";
import { loopMark, messageIdOf, replyAddress, signThread, threadIdOf } from "./reply-token";
import { MAIL_FILES_MAX, MAIL_PIECES_MAX, type Taken, toIncoming } from "./to-incoming";

const signer = { address: "support@company.example", secret: "a secret of the tests" };
const threadId = threadIdOf("mail", signer);
const token = signThread(threadId, signer);
const answersTo = replyAddress(token, signer.address);

const take = async (options: SendMailOptions) => toIncoming(await readMail(await composeMail(options)), signer);
const takeRaw = async (...lines: string[]) => toIncoming(await readMail(rawMail(...lines)), signer);
const arrivedOf = (taken: Taken) => ("arrived" in taken ? taken.arrived : []);
const textOf = (taken: Taken) => arrivedOf(taken).flatMap(({ what }) => (what.type === "text" ? [what.text] : []))[0];
const namesOf = (taken: Taken) => arrivedOf(taken).flatMap(({ what }) => (what.type === "file" ? [what.name] : []));

describe("a mail that a person has written", () => {
  test("is a new thread, with its subject above its text", async () => {
    const [one, ...more] = arrivedOf(await take({ subject: "My order", text: "Where is it?\r\n" }));
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      from: { name: "Vera", locale: "en" },
      what: { type: "text", text: "My order\n\nWhere is it?" },
      mail: { sender: "vera@visitor.example", address: "vera@visitor.example", subject: "My order" },
    });
  });

  test("is another thread each time, whatever it says that it is from, and the same one sent twice", async () => {
    const raw = await composeMail({ text: "Hello" });
    const keys = async (bytes: Buffer<ArrayBuffer>) =>
      arrivedOf(toIncoming(await readMail(bytes), signer)).map(({ updateId, from }) => [updateId, from.externalId]);
    const again = Buffer.concat([Buffer.from("Received: by another.example\r\n"), raw]);
    expect(await keys(again)).toEqual(await keys(raw));
    expect(await keys(await composeMail({ text: "Hello" }))).not.toEqual(await keys(raw));
    const sameNumber = (text: string) => composeMail({ messageId: "<form@shop.example>", text, date: new Date(0) });
    expect(await keys(await sameNumber("One"))).not.toEqual(await keys(await sameNumber("Two")));
    const scan = (content: string) =>
      composeMail({
        messageId: "<scanner@shop.example>",
        text: "Scan",
        date: new Date(0),
        attachments: [{ filename: "scan.txt", content }],
      });
    expect(await keys(await scan("One"))).not.toEqual(await keys(await scan("Two")));
  });

  test("goes on in the thread whose signature it carries, without subject and quotation", async () => {
    const text = "Yes\n\nOn 1 Dec 2026 at 10:00, Tom wrote:\n> Do you want it?";
    for (const options of [{ to: answersTo }, { inReplyTo: `<${messageIdOf(token, "1-1", signer.address)}>` }]) {
      const [one] = arrivedOf(await take({ ...options, text, from: "someone@else.example" }));
      expect(one).toMatchObject({ from: { externalId: threadId }, what: { text: "Yes" } });
    }
  });

  test("goes on in no thread by its sender, a forged signature, or the subject of one", async () => {
    const forged = replyAddress("a".repeat(32), signer.address);
    for (const options of [{ to: forged }, { subject: `Re: ${token}` }, { inReplyTo: "<x@visitor.example>" }]) {
      const [one] = arrivedOf(await take(options));
      expect(one?.from.externalId).not.toBe(threadId);
    }
  });

  test("keeps a forwarded mail whole", async () => {
    const text = "Please look\n\n-----Original Message-----\nFrom: A\nThe order";
    expect(textOf(await take({ subject: "", text }))).toBe(text);
  });

  test("names its writer as text, whatever stands in its head", async () => {
    const from = { name: "<img src=x onerror=alert(1)>\r\nBcc: all@x.example", address: "vera@visitor.example" };
    const [one] = arrivedOf(await take({ from }));
    expect(one?.from.name).not.toMatch(/[\r\n]/);
    expect(one?.from.name).toContain("<img src=x onerror=alert(1)>");
    const folded = await takeRaw(
      "From: =?utf-8?q?Ve=0D=0ABcc=3A_x=40y.example?= <VERA@visitor.example>",
      "Subject: =?utf-8?q?a=0D=0ABcc:_x@y.example?=",
      "",
      "Hi",
    );
    expect(arrivedOf(folded)[0]?.mail).toMatchObject({ sender: "vera@visitor.example", subject: "a Bcc: x@y.example" });
    expect(arrivedOf(folded)[0]?.from.name).toBe("Ve Bcc: x@y.example");
  });

  test("answers where it asks to be answered, but never at our own address", async () => {
    const form = await take({ from: "noreply@shop.example", replyTo: "vera@visitor.example" });
    expect(arrivedOf(form)[0]?.mail).toMatchObject({ sender: "noreply@shop.example", address: "vera@visitor.example" });
    const odd = await take({ replyTo: answersTo });
    expect(arrivedOf(odd)[0]?.mail?.address).toBe("vera@visitor.example");
  });
});

describe("the text of a mail", () => {
  test("is made of its page where it has no text, with the page as a file that nothing runs", async () => {
    const html = "<p>Hello <b>there</b></p><script>alert(1)</script>";
    const taken = await take({ subject: "", html });
    expect(textOf(taken)).toBe("Hello there");
    expect(namesOf(taken)).toEqual(["original.html.txt"]);
    expect(new TextDecoder().decode(arrivedOf(taken)[1]?.bytes)).toContain("<script>");
    expect(namesOf(await take({ html, text: "Hello there" }))).toEqual([]);
  });

  test("of a length that no chat holds is begun in it, and goes on in a file", async () => {
    const taken = await take({ subject: "", text: "word ".repeat(60_000) });
    expect(textOf(taken)).toContain("The mail goes on in the attached file \u2068mail.txt\u2069.");
    expect((textOf(taken) ?? "").length).toBeLessThan((MAIL_PIECES_MAX + 1) * 4000);
    expect(namesOf(taken)).toEqual(["mail.txt"]);
    expect(arrivedOf(taken)[1]?.bytes?.byteLength).toBe(60_000 * 5 - 1);
  });

  test("with NUL, half a character and control characters becomes text that a database takes", async () => {
    const taken = await takeRaw("From: vera@visitor.example", "Content-Type: text/plain", "", "a\u0000b\u0007c");
    expect(textOf(taken)).toBe("abc");
  });

  test("that is not there is no message", async () => {
    expect(await take({ subject: "", text: " \u200b\n" })).toEqual({ left: "empty" });
    expect(textOf(await take({ subject: "Only this", text: "" }))).toBe("Only this");
  });

  test("in an old character set, or in a broken one, is read all the same", async () => {
    const head = ["From: vera@visitor.example", "MIME-Version: 1.0"];
    const koi = await readMail(
      Buffer.concat([
        rawMail(...head, "Content-Type: text/plain; charset=koi8-r", "", ""),
        Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]),
      ]),
    );
    expect(textOf(toIncoming(koi, signer))).toBe("Привет");
    expect(textOf(await takeRaw(...head, "Content-Type: text/plain; charset=x-nonsense", "", "abc"))).toBe("abc");
  });
});

describe("the files of a mail", () => {
  test("follow its text, each once; decoration of the page is left out", async () => {
    const taken = await take({
      text: "Look",
      html: '<img src="cid:logo">',
      attachments: [
        { filename: "logo.png", content: Buffer.alloc(100, 1), cid: "logo", contentDisposition: "inline" },
        { filename: "../../order.pdf", content: Buffer.alloc(5000, 1) },
      ],
    });
    expect(namesOf(taken)).toEqual(["order.pdf"]);
    expect(new Set(arrivedOf(taken).map(({ updateId }) => updateId)).size).toBe(2);
  });

  test("that are too large, empty, too many, or of a kind that is not taken are named in the text", async () => {
    const many = Array.from({ length: MAIL_FILES_MAX + 1 }, (_, n) => ({ filename: `${n}.txt`, content: `${n}` }));
    const odd = [
      { filename: "run.exe", content: "MZ" },
      { filename: "empty.txt", content: "" },
      { filename: "film.mp4", content: Buffer.alloc(FILE_SIZE_MAX + 1) },
    ];
    const taken = await take({ text: "Look", attachments: [...odd, ...many] });
    expect(namesOf(taken)).toHaveLength(MAIL_FILES_MAX);
    for (const name of ["run.exe", "empty.txt", "film.mp4", `${MAIL_FILES_MAX}.txt`]) {
      expect(textOf(taken)).toContain(`An attachment could not be taken: \u2068${name}\u2069`);
    }
  });
});

describe("a mail that nobody has written", () => {
  test.each([
    ["automatic", { headers: { "Auto-Submitted": "auto-replied" } }],
    ["automatic", { headers: { "X-Autoreply": "yes" } }],
    ["automatic", { headers: { Precedence: "auto_reply" } }],
    ["automatic", { from: "no-reply@shop.example" }],
    ["report", { from: "MAILER-DAEMON@mx.example", headers: { "Return-Path": "<>" } }],
    ["report", { headers: { "X-Failed-Recipients": "vera@visitor.example" } }],
    ["bulk", { headers: { "List-Id": "<news.shop.example>" } }],
    ["bulk", { headers: { "List-Unsubscribe": "<https://shop.example/off>" } }],
    ["bulk", { headers: { Precedence: "bulk" } }],
    ["loop", { from: signer.address }],
    ["loop", { from: answersTo }],
    ["loop", { headers: { "X-Foyer-Mail": loopMark(signer) } }],
    ["nobody", { from: "" }],
    ["nobody", { from: "vera" }],
  ] as const)("is left as %s: %j", async (left, options) => {
    expect(await take({ ...options, to: answersTo })).toEqual({ left });
  });

  test("is not seen in one of a person, who says so or says nothing", async () => {
    const another = { "X-Foyer-Mail": loopMark({ ...signer, secret: "another installation" }) };
    const ordinary: Record<string, string>[] = [{ "Auto-Submitted": "no" }, { Precedence: "normal" }, another, {}];
    for (const headers of ordinary) {
      expect(judgeMail(await readMail(await composeMail({ headers })), signer)).toBeNull();
    }
  });

  test("tells that ours did not arrive, by the number that we signed", async () => {
    const report = (number: string, action = "failed") =>
      takeRaw(
        "From: MAILER-DAEMON@mx.example",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
        "",
        "--x",
        "Content-Type: text/plain",
        "",
        "Nobody there",
        "--x",
        "Content-Type: message/delivery-status",
        "",
        "Final-Recipient: rfc822; vera@visitor.example",
        `Action: ${action}`,
        "--x",
        "Content-Type: message/rfc822",
        "",
        `Message-ID: <${number}>`,
        "",
        "The mail",
        "--x--",
      );
    const [told] = arrivedOf(await report(messageIdOf(token, "2-2", signer.address)));
    expect(told).toMatchObject({ from: { externalId: threadId }, what: { type: "bounced" } });
    expect(await report(messageIdOf("a".repeat(32), "2-2", signer.address))).toEqual({ left: "report" });
    expect(await report(messageIdOf(token, "2-2", signer.address), "delayed")).toEqual({ left: "report" });
  });
});

test("whatever comes, it is read or refused, and never hangs", async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("\r\n\r\n"), Buffer.alloc(10_000, 0xff), rawMail("a", "b", "c")]) {
    expect(toIncoming(await readMail(bytes), signer)).toHaveProperty("left");
  }
  const nested = Array.from(
    { length: 300 },
    (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}`,
  );
  await expect(readMail(rawMail("From: a@b.example", ...nested))).rejects.toThrow();
});
