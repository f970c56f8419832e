import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type Mailbox, reply } from "./commands";

export type ImapServer = {
  port: number;
  mailbox: Mailbox;
  /** Commands that it does not know, or that would change the mailbox: none is to be asked for. */
  refused: string[];
  /** From now on it takes these access tokens, and no password; null: passwords alone. */
  takesTokens: (tokens: Set<string> | null) => void;
  /** Connections that listen now. */
  listeners: () => number;
  /** Logins since it began. */
  logins: () => number;
  revoke: () => void;
  dies: () => Promise<void>;
  comesBack: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * A mailbox on loopback that speaks the handful of commands of IMAP4rev1 (RFC 3501) that reading needs, and refuses whatever
 * would change it. Strict: a command that it does not know, or not in this state, is BAD, and remembered.
 */
export async function startImapServer({ user = "support", password = "secret" } = {}): Promise<ImapServer> {
  const listening = new Map<Socket, { idleTag: string | null }>();
  const mailbox: Mailbox = {
    validity: 7,
    nextUid: 1,
    mails: [],
    onArrive: () => {
      for (const [socket, { idleTag }] of listening)
        if (idleTag !== null) socket.write(`* ${mailbox.mails.length} EXISTS\r\n`);
    },
  };
  const account = { user, password, isRevoked: false, accessTokens: null as Set<string> | null };
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  let logins = 0;
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      listening.delete(socket);
    });
    socket.on("error", () => undefined);
    const session = { isIn: false, isOpen: false, refusedTag: null, idleTag: null };
    listening.set(socket, session);
    let text = "";
    socket.write("* OK ready\r\n");
    socket.on("data", (data) => {
      text += data.toString("latin1");
      for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        const wasIn = session.isIn;
        for (const piece of reply(line, { session, mailbox, account, refused })) socket.write(piece);
        if (session.isIn && !wasIn) logins += 1;
        if (/ LOGOUT$/i.test(line)) socket.end();
      }
    });
  };
  let server = await listen(serve, 0);
  const port = (server.address() as AddressInfo).port;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    port,
    mailbox,
    refused,
    logins: () => logins,
    listeners: () => [...listening.values()].filter(({ idleTag }) => idleTag !== null).length,
    takesTokens: (tokens) => {
      account.accessTokens = tokens;
    },
    revoke: () => {
      account.isRevoked = true;
    },
    dies: stop,
    comesBack: async () => {
      server = await listen(serve, port);
    },
    close: stop,
  };
}

async function listen(serve: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer(serve);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** A mail is put into the mailbox, as a server of the company does when it arrives. */
export function arrive({ mailbox }: Pick<ImapServer, "mailbox">, ...raws: Buffer[]): void {
  for (const raw of raws) {
    mailbox.mails.push({ uid: mailbox.nextUid, raw });
    mailbox.nextUid += 1;
  }
  mailbox.onArrive();
}
