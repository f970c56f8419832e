/** What a mail can fail to prove of its sender: the policy of the domain itself, a signature, or the server that sent it. */
export const MAIL_CHECKS = ["dmarc", "dkim", "spf"] as const;
export type MailCheck = (typeof MAIL_CHECKS)[number];

const HEADERS_MAX = 10;
const LENGTH_MAX = 8192;

type Result = {
  check: string;
  result: string;
  /** What it is about, such as `header.d=example.com`, in lower case. */
  about: ReadonlyMap<string, string>;
};
type Results = { by: string; of: Result[] };

/**
 * What the receiving server says that a mail has failed, by its `Authentication-Results` (RFC 8601), the topmost first; null
 * where it says nothing of that kind. Only failures are ever told, because whoever sends a mail can write such a header, too:
 * where the server writes its own, that is the one at the top; where it writes none, a forged "pass" is as good as nothing,
 * and a forged "fail" only harms its own mail. So that no lower header excuses anything, "pass" counts at the top alone, and
 * below it only "fail", of the same server. A domain's policy goes before what it is made of; of signature and server one
 * is enough, as it is for mails that are passed on.
 */
export function failedCheck(headers: readonly string[]): MailCheck | null {
  const [top, ...below] = headers.slice(0, HEADERS_MAX).map(readResults);
  if (!top) return null;
  const all = [top, ...below.filter(({ by }) => by === top.by)].flatMap(({ of }) => of);
  const isSaid = (results: Results["of"], check: MailCheck, result: string) =>
    results.some((one) => one.check === check && one.result === result);
  if (isSaid(top.of, "dmarc", "pass")) return null;
  if (isSaid(all, "dmarc", "fail")) return "dmarc";
  if (isSaid(top.of, "dkim", "pass") || isSaid(top.of, "spf", "pass")) return null;
  return MAIL_CHECKS.find((check) => isSaid(all, check, "fail")) ?? null;
}

/**
 * The domain of a sender that the receiving server has confirmed, as far as somebody had to register it; null where it has
 * not. Only the header at the top counts, and only what is about the very domain that the mail says it is from: a signature
 * or a server of another one says nothing of it. Where the receiving server writes no header, whoever sends a mail may have
 * forged this: enough to be counted apart from others, and no proof of anything.
 */
export function confirmedDomain(headers: readonly string[], sender: string): string | null {
  const [top] = headers.slice(0, 1).map(readResults);
  if (!top || failedCheck(headers) !== null) return null;
  const domain = domainOf(sender);
  const isConfirmed = top.of.some(({ check, result, about }) => {
    if (result !== "pass") return false;
    if (check === "dmarc") return (about.get("header.from") ?? domain) === domain;
    if (check === "dkim") return isOfSame(domain, about.get("header.d") ?? about.get("header.i") ?? "");
    return check === "spf" && isOfSame(domain, about.get("smtp.mailfrom") ?? "");
  });
  return isConfirmed ? registered(domain) : null;
}

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** As DMARC has it (RFC 7489, 3.1): the same, or one is below the other. */
function isOfSame(domain: string, told: string): boolean {
  const other = domainOf(told);
  if (!other.includes(".")) return false;
  return domain === other || domain.endsWith(`.${other}`) || other.endsWith(`.${domain}`);
}

/** So that nobody has a count of their own for each name below one domain. `example.co.uk` has three parts. */
function registered(domain: string): string {
  const parts = domain.split(".");
  const isTwofold = (parts.at(-1)?.length ?? 0) === 2 && (parts.at(-2)?.length ?? 0) <= 3;
  return parts.slice(isTwofold ? -3 : -2).join(".");
}

/**
 * Its server, in lower case, and its results; what is not written as the RFC wants it is left out. Exchange Online names no
 * server, and begins with a result.
 */
function readResults(header: string): Results {
  const parts = withoutComments(header.slice(0, LENGTH_MAX)).split(";");
  const by = parts[0]?.includes("=") ? "" : (parts.shift()?.trim().split(/\s+/)[0]?.toLowerCase() ?? "");
  const of = parts.flatMap((text) => {
    const [, check, result] = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)(?=\s|$)/i.exec(text) ?? [];
    if (!check || !result) return [];
    const about = new Map(
      [...text.toLowerCase().matchAll(/(?<=\s)([a-z]+\.[a-z]+)=(\S+)/g)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    );
    return [{ check: check.toLowerCase(), result: result.toLowerCase(), about }];
  });
  return { by, of };
}

/** In which anybody's words may stand, as in quoted texts, of which nothing is needed either. Goes once from front to back. */
function withoutComments(text: string): string {
  let kept = "";
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\\") at++;
    else if (depth === 0 && sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === "(") depth++;
    else if (sign === ")" && depth > 0) depth--;
    else if (depth === 0) kept += sign;
  }
  return kept;
}
