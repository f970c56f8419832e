import { createTransport, type SendMailOptions } from "nodemailer";

let last = 0;

/** A mail as it comes over the wire, made by the library that millions of mails are made by. */
export async function composeMail(options: SendMailOptions = {}): Promise<Buffer<ArrayBuffer>> {
  last += 1;
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await composer.sendMail({
    from: { name: "Vera", address: "vera@visitor.example" },
    to: "support@company.example",
    subject: "My order",
    messageId: `<${process.pid}.${Date.now()}.${last}@visitor.example>`,
    ...(options.text === undefined && options.html === undefined && !options.attachments && { text: "Hello" }),
    ...options,
  });
  if (!Buffer.isBuffer(message)) throw new Error("a mail was not composed");
  return Buffer.from(message);
}

/** The same from lines, for what no library would write. */
export const rawMail = (...lines: string[]) => Buffer.from(lines.join("\r\n"));
