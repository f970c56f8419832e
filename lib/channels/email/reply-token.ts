import { createHmac, timingSafeEqual } from "node:crypto";

/** Lower case alone: some mail servers change the case of what stands before the @. RFC 4648, without its padding. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** 80 bits each, in 16 characters: together with a short address they still fit the 64 characters that RFC 5321 leaves. */
const PART_BYTES = 10;
const PART_CHARS = 16;
const TOKEN = /^[a-z2-7]{32}$/;

/** Which thread, and by which address of ours: a signature counts for the one channel that made it. */
export type Signer = { address: string; secret: string };

/** The name of a new thread, made of what tells its first mail from all others: sent twice, it is the same thread. */
export const threadIdOf = (mailKey: string, { address, secret }: Signer): string =>
  digest(secret, `foyer/mail-thread/${address}/${mailKey}`);

/** The thread with our signature, 32 letters and digits: who knows it may write into the thread, and nobody else. */
export const signThread = (threadId: string, { address, secret }: Signer): string =>
  threadId + digest(secret, `foyer/mail-reply/${address}/${threadId}`);

/** Stands in all of our mails, so that one that comes back to us is known; another installation has another one. */
export const loopMark = ({ address, secret }: Signer): string => digest(secret, `foyer/mail-loop/${address}`);

/** The thread of a signature; null for whatever we did not sign. Takes the same time for any that is wrong. */
export function readToken(text: string, signer: Signer): string | null {
  const token = text.toLowerCase();
  if (!TOKEN.test(token)) return null;
  const threadId = token.slice(0, PART_CHARS);
  return timingSafeEqual(Buffer.from(token), Buffer.from(signThread(threadId, signer))) ? threadId : null;
}

/** Our address with the signature in it, as answers come back: `support+<token>@example.com` (RFC 5233). */
export function replyAddress(token: string, address: string): string {
  const { local, domain } = partsOf(address);
  return `${local}+${token}@${domain}`;
}

/** The number of a mail of ours: programs send it back in `In-Reply-To`, also where an address lost its signature. */
export const messageIdOf = (token: string, part: string, address: string) =>
  `${token}.${part}@${partsOf(address).domain}`;

/** The thread that a mail belongs to, by a signature in one of its recipients or of the numbers that it answers. */
export function findThread(
  { recipients, references }: { recipients: readonly string[]; references: readonly string[] },
  signer: Signer,
): string | null {
  const ours = partsOf(signer.address);
  const byAddress = recipients.flatMap((recipient) => {
    const { local, domain } = partsOf(recipient);
    const prefix = `${ours.local}+`;
    return domain === ours.domain && local.startsWith(prefix) ? [local.slice(prefix.length)] : [];
  });
  const byNumber = references.flatMap((reference) => /^([a-z2-7]{32})\./i.exec(reference)?.[1] ?? []);
  for (const candidate of [...byAddress, ...byNumber.reverse()]) {
    const threadId = readToken(candidate, signer);
    if (threadId) return threadId;
  }
  return null;
}

/** Whether an address is ours, with or without a signature in it. */
export function isOurs(recipient: string, address: string): boolean {
  const [theirs, ours] = [partsOf(recipient), partsOf(address)];
  return theirs.domain === ours.domain && (theirs.local === ours.local || theirs.local.startsWith(`${ours.local}+`));
}

function partsOf(address: string): { local: string; domain: string } {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf("@");
  return { local: lower.slice(0, Math.max(0, at)), domain: lower.slice(at + 1) };
}

function digest(secret: string, text: string): string {
  const bytes = createHmac("sha256", secret).update(text).digest().subarray(0, PART_BYTES);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let out = "";
  for (let place = 0; place < PART_CHARS; place++) {
    out = ALPHABET.charAt(Number(bits & 31n)) + out;
    bits >>= 5n;
  }
  return out;
}
