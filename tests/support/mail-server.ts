import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type ReceivedMail = { from: string; to: string[]; raw: string };
export type MailServer = { received: ReceivedMail[]; port: number; close: () => Promise<void> };

export type Refusals = {
  /** What the server answers to a recipient, if it refuses it. */
  recipient?: (address: string) => { status: number; text: string } | null;
  port?: number;
  options?: SMTPServerOptions;
};

const refusal = ({ status, text }: { status: number; text: string }) =>
  Object.assign(new Error(text), { responseCode: status });

/** A real SMTP server on loopback that keeps what it is given. */
export async function startMailServer({ recipient, port = 0, options }: Refusals = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const refused = recipient?.(address);
      done(refused ? refusal(refused) : null);
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ from, to, raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  // Clients that hang up in the middle are part of these tests.
  server.on("error", () => undefined);
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  return {
    received,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
