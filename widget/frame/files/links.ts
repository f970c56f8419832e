import { LINKS_MAX } from "@/lib/files/rules";
import type { FileLinksDto } from "@/lib/files/schemas";
import { call, serverNow } from "../api";
import { readIdentity } from "../identity";
import { update } from "../state";

/** An address this close to its end is not handed out any more. */
const MARGIN_MS = 60_000;
/** After a failure the next try waits for so long. */
const RETRY_MS = 10_000;

type Link = { href: string; until: number };
const links = new Map<string, Link>();
const wanted = new Map<string, Set<string>>();
let asking: Promise<void> | undefined;
let notBefore = 0;

const isGood = (link: Link | undefined): link is Link => !!link && link.until - MARGIN_MS > serverNow();

/**
 * The address of a file for now; asked for when there is none, and the screen is drawn again when it has come. An old one
 * is better than none: who uses it gets a new one (`freshLink`).
 */
export function linkOf(chatId: string, fileId: string): string | undefined {
  const link = links.get(fileId);
  if (!isGood(link) && Date.now() >= notBefore) ask(chatId, fileId);
  return link?.href;
}

/** What was under an address did not come: the next one is another. */
export const forgetLink = (fileId: string) => void links.delete(fileId);

/** The address of a file for now, waited for. */
export async function freshLink(chatId: string, fileId: string): Promise<string | undefined> {
  if (!isGood(links.get(fileId))) await ask(chatId, fileId);
  return links.get(fileId)?.href;
}

/** Many files that are drawn at once are one request. */
function ask(chatId: string, fileId: string): Promise<void> {
  const ids = wanted.get(chatId) ?? new Set();
  wanted.set(chatId, ids.add(fileId));
  asking ??= Promise.resolve().then(askAll);
  return asking;
}

async function askAll(): Promise<void> {
  const rounds = [...wanted].map(([chatId, ids]) => [chatId, [...ids].slice(0, LINKS_MAX)] as const);
  wanted.clear();
  for (const [chatId, fileIds] of rounds) {
    const result = await call<FileLinksDto>(`chats/${chatId}/files/links`, readIdentity()?.token, { fileIds });
    if (!result.ok) {
      notBefore = Date.now() + RETRY_MS;
      continue;
    }
    const until = Date.parse(result.data.expiresAt);
    for (const [fileId, href] of Object.entries(result.data.links ?? {})) links.set(fileId, { href, until });
    // What was left out is not ours to see, and is not asked for with every drawing.
    if (fileIds.some((fileId) => !isGood(links.get(fileId)))) notBefore = Date.now() + RETRY_MS;
  }
  asking = undefined;
  update({});
}
