import { type MailServer, type Refusals, startMailServer as startServer } from "@/tests/support/mail-server";
import { createMailTransport, type MailTransport } from "./transport";

export type TestMailServer = MailServer & { transport: MailTransport };

/** A real SMTP server on loopback that keeps what it is given, and a transport to it. */
export async function startMailServer(refusals: Refusals = {}): Promise<TestMailServer> {
  const server = await startServer(refusals);
  return { ...server, transport: transportTo(server.port) };
}

export const transportTo = (port: number, credentials: { user: string; password: string } | null = null) =>
  createMailTransport({
    host: "127.0.0.1",
    port,
    isTls: false,
    credentials,
    from: { name: "Foyer", address: "chat@foyer.example" },
  });
