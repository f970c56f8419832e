import { randomToken, uuidv7 } from "@/lib/ids";

/** What a sender was promised: a 2xx for this text, with this number. */
export type Acknowledged = { chatId: string; clientId: string; body: string; seq: number };

/** What happened while faults were injected; shared by all senders of a run. */
export type Ledger = {
  acknowledged: Acknowledged[];
  /** Every clientId that was ever sent: a stored one that is not here is a phantom. */
  sent: Set<string>;
  inFlight: number;
  retries: number;
  refusals: string[];
};

export const newLedger = (): Ledger => ({ acknowledged: [], sent: new Set(), inFlight: 0, retries: 0, refusals: [] });

type Answer = { status: number; json: { seq?: number; chat?: { id: string }; error?: { code: string } } };
type Identity = { origin: string; headers: Record<string, string>; ledger: Ledger };

/** Posts until there is an answer that is final, always with the same body, as widget and inbox do. */
export async function postUntilFinal(
  who: Identity,
  path: string,
  body: object,
  isOver: () => boolean,
): Promise<Answer | null> {
  for (let tries = 0; ; tries++) {
    if (tries > 0) {
      who.ledger.retries++;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 20 * 2 ** tries)));
    }
    const answer = await post(who, path, body);
    if (answer && answer.status < 500) return answer;
    if (isOver()) return null;
  }
}

async function post({ origin, headers, ledger }: Identity, path: string, body: object): Promise<Answer | null> {
  ledger.inFlight++;
  try {
    const response = await fetch(origin + path, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, json: (await response.json()) as Answer["json"] };
  } catch {
    return null;
  } finally {
    ledger.inFlight--;
  }
}

/** A visitor who starts a chat and then writes, one text after the other, until the run is over. */
export async function runVisitor(
  { origin, ledger, key }: { origin: string; ledger: Ledger; key: string },
  onChat: (chatId: string) => void,
  isOver: () => boolean,
): Promise<void> {
  const who = { origin, ledger, headers: { authorization: `Bearer ${randomToken(32)}` } };
  const clientId = uuidv7();
  const body = `Question ${clientId}`;
  ledger.sent.add(clientId);
  const started = await postUntilFinal(who, "/api/chats", { key, clientId, name: "Vera", body }, isOver);
  const chatId = started?.json.chat?.id;
  if (!started || !chatId) {
    if (started) ledger.refusals.push(`start ${started.status} ${started.json.error?.code}`);
    return;
  }
  ledger.acknowledged.push({ chatId, clientId, body, seq: 2 });
  onChat(chatId);
  await writeOn(who, chatId, isOver);
}

/** An operator who claims a chat and answers in it until the run is over. */
export async function runOperator(
  { origin, ledger, cookie }: { origin: string; ledger: Ledger; cookie: string },
  chatId: string,
  isOver: () => boolean,
): Promise<void> {
  const who = { origin, ledger, headers: { cookie, origin } };
  const claimed = await postUntilFinal(who, `/api/chats/${chatId}/claim`, {}, isOver);
  if (claimed && claimed.status !== 200) ledger.refusals.push(`claim ${claimed.status} ${claimed.json.error?.code}`);
  if (claimed?.status === 200) await writeOn(who, chatId, isOver);
}

async function writeOn(who: Identity, chatId: string, isOver: () => boolean): Promise<void> {
  const { ledger } = who;
  while (!isOver()) {
    const clientId = uuidv7();
    const body = `Text ${clientId}`;
    ledger.sent.add(clientId);
    const answer = await postUntilFinal(who, `/api/chats/${chatId}/messages`, { clientId, body }, isOver);
    const seq = answer?.json.seq;
    if (answer && seq !== undefined && answer.status < 300) ledger.acknowledged.push({ chatId, clientId, body, seq });
    else if (answer) ledger.refusals.push(`send ${answer.status} ${answer.json.error?.code}`);
  }
}
