/** `onArrive`: tells everybody who listens. */
export type Mailbox = {
  validity: number;
  nextUid: number;
  mails: { uid: number; raw: Buffer }[];
  onArrive: () => void;
};
/** `accessTokens`: those that open it, where it takes no password; null: it takes the password alone. */
type Account = { user: string; password: string; isRevoked: boolean; accessTokens: Set<string> | null };
/** `refusedTag`: of a sign-in whose error the client has not acknowledged yet. */
type Session = { isIn: boolean; isOpen: boolean; refusedTag: string | null; idleTag: string | null };
type State = { session: Session; mailbox: Mailbox; account: Account; refused: string[] };

const unquote = (text: string) => (/^".*"$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text);

/** What is answered to one line, in pieces: texts, and mails as they are. */
export function reply(line: string, state: State): (string | Buffer)[] {
  if (state.session.refusedTag !== null && line === "") return endRefusal(state);
  if (state.session.idleTag !== null) return endIdle(line, state);
  const [, tag = "*", command = "", rest = ""] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? [];
  if (command.toUpperCase() === "AUTHENTICATE" && state.account.accessTokens) return authenticate(tag, rest, state);
  if (/^IDLE$/i.test(command) && state.session.isOpen) {
    state.session.idleTag = tag;
    return ["+ idling\r\n"];
  }
  const answer = answerTo(command.toUpperCase(), rest, state);
  if (answer === null) {
    state.refused.push(`${command} ${rest}`.trim());
    return [`${tag} BAD not here\r\n`];
  }
  return [...answer.lines, `${tag} ${answer.end}\r\n`];
}

type Answer = { lines: (string | Buffer)[]; end: string } | null;
const ok = (lines: (string | Buffer)[] = []): Answer => ({ lines, end: "OK done" });

/** XOAUTH2 as Exchange Online and Gmail do it: an error comes as a challenge, and ends with the client's empty line. */
function authenticate(tag: string, rest: string, { session, account }: State): string[] {
  const [, encoded = ""] = /^XOAUTH2 (\S+)$/.exec(rest) ?? [];
  const [user, token, ...end] = Buffer.from(encoded, "base64").toString().split("\u0001");
  const isKnown = account.accessTokens?.has(token?.replace(/^auth=Bearer /, "") ?? "") === true;
  session.isIn = user === `user=${account.user}` && isKnown && end.join("|") === "|";
  if (session.isIn) return [`${tag} OK done\r\n`];
  session.refusedTag = tag;
  return [`+ ${Buffer.from('{"status":"400"}').toString("base64")}\r\n`];
}

function endRefusal({ session }: State): string[] {
  const tag = session.refusedTag;
  session.refusedTag = null;
  return [`${tag} NO [AUTHENTICATIONFAILED] Invalid token\r\n`];
}

/** While it listens, a client says nothing but DONE (RFC 2177). */
function endIdle(line: string, { session, refused }: State): string[] {
  const tag = session.idleTag;
  session.idleTag = null;
  if (line.toUpperCase() === "DONE") return [`${tag} OK done\r\n`];
  refused.push(line);
  return [`${tag} BAD not DONE\r\n`];
}

function answerTo(command: string, rest: string, state: State): Answer {
  const { session, mailbox, account } = state;
  switch (command) {
    case "CAPABILITY":
      return ok([
        `* CAPABILITY IMAP4rev1 IDLE${account.accessTokens ? " LOGINDISABLED SASL-IR AUTH=XOAUTH2" : ""}\r\n`,
      ]);
    case "NOOP":
      return ok();
    case "LOGOUT":
      return ok(["* BYE\r\n"]);
    case "LOGIN":
      return account.accessTokens ? null : login(rest, state);
    case "LIST":
    case "LSUB":
      return session.isIn ? ok([`* ${command} () "/" INBOX\r\n`]) : null;
    case "EXAMINE":
      return session.isIn && /^"?INBOX"?$/i.test(rest) ? examine(state) : null;
    case "CLOSE":
    case "UNSELECT":
      session.isOpen = false;
      return ok();
    case "UID SEARCH":
      return session.isOpen ? search(rest, mailbox) : null;
    case "UID FETCH":
      return session.isOpen ? fetch(rest, mailbox) : null;
    default:
      return null;
  }
}

function login(rest: string, { session, account }: State): Answer {
  const [user = "", password = ""] = (rest.match(/"(?:\\.|[^"])*"|\S+/g) ?? []).map(unquote);
  session.isIn = !account.isRevoked && user === account.user && password === account.password;
  return session.isIn ? ok() : { lines: [], end: "NO [AUTHENTICATIONFAILED] Invalid credentials" };
}

function examine({ session, mailbox }: State): Answer {
  session.isOpen = true;
  return {
    lines: [
      "* FLAGS (\\Seen)\r\n",
      `* ${mailbox.mails.length} EXISTS\r\n`,
      "* 0 RECENT\r\n",
      `* OK [UIDVALIDITY ${mailbox.validity}] ok\r\n`,
      `* OK [UIDNEXT ${mailbox.nextUid}] ok\r\n`,
    ],
    end: "OK [READ-ONLY] done",
  };
}

/** Ranges as RFC 3501 has them: `5:*` is also the last mail where there is none from 5 on. */
function search(rest: string, { mails }: Mailbox): Answer {
  const [, from] = /^UID (\d+):\*$/i.exec(rest) ?? [];
  const isSince = /^SINCE "?\d{1,2}-[A-Z][a-z]{2}-\d{4}"?$/i.test(rest);
  if (from === undefined && !isSince) return null;
  const least = Math.min(Number(from ?? 0), mails.at(-1)?.uid ?? 0);
  const found = mails.filter(({ uid }) => uid >= least).map(({ uid }) => uid);
  return ok([`* SEARCH ${found.join(" ")}\r\n`]);
}

function fetch(rest: string, { mails }: Mailbox): Answer {
  const [, uidText, what = ""] = /^(\d+) \((.*)\)$/.exec(rest) ?? [];
  if (uidText === undefined) return null;
  const [, start, length] = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(what) ?? [];
  const wantsSource = /BODY\.PEEK\[\]/i.test(what);
  if (what.replace(/BODY\.PEEK\[\](?:<\d+\.\d+>)?|UID|RFC822\.SIZE|\s/gi, "") !== "") return null;
  const index = mails.findIndex(({ uid }) => uid === Number(uidText));
  const mail = mails[index];
  if (!mail) return ok();
  const items = [`UID ${mail.uid}`, ...(/RFC822\.SIZE/i.test(what) ? [`RFC822.SIZE ${mail.raw.byteLength}`] : [])];
  if (!wantsSource) return ok([`* ${index + 1} FETCH (${items.join(" ")})\r\n`]);
  const raw = start === undefined ? mail.raw : mail.raw.subarray(Number(start), Number(start) + Number(length));
  const name = start === undefined ? "BODY[]" : `BODY[]<${start}>`;
  return ok([`* ${index + 1} FETCH (${items.join(" ")} ${name} {${raw.byteLength}}\r\n`, raw, ")\r\n"]);
}
