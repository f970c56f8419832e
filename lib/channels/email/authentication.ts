/** What a mail can fail to prove of its sender: the policy of the domain itself, a signature, or the server that sent it. */
export const MAIL_CHECKS = ["dmarc", "dkim", "spf"] as const;
export type MailCheck = (typeof MAIL_CHECKS)[number];

const HEADERS_MAX = 10;
const LENGTH_MAX = 8192;

type Results = { by: string; of: { check: string; result: string }[] };

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

/** Its server, in lower case, and its results; what is not written as the RFC wants it is left out. */
function readResults(header: string): Results {
  const [first = "", ...results] = withoutComments(header.slice(0, LENGTH_MAX)).split(";");
  const by = first.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  const of = results.flatMap((text) => {
    const [, check, result] = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)(?=\s|$)/i.exec(text) ?? [];
    return check && result ? [{ check: check.toLowerCase(), result: result.toLowerCase() }] : [];
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
