import { z } from "zod";
import type { Answer } from "@/lib/net/post";
import { CrmError } from "./crm-error";
import type { CrmTransport } from "./transport";

/** `address`: as `crmAddressOf` gives it. */
export type CrmAccount = { address: string; login: string; password: string };

/** The cookies of a sign-in by their names. */
export type CrmSession = Record<string, string>;

/** What every request says about itself. The account's own session is used, and none is made for the request. */
export const COMMON_HEADERS = { accept: "application/json", ForceUseSession: "true" };
export const JSON_BODY = { "content-type": "application/json; charset=utf-8" };

const AUTH_COOKIE = ".ASPXAUTH";
const CSRF_COOKIE = "BPMCSRF";
const COOKIES_MAX = 30;

const signInAnswer = z.object({ Code: z.number(), Message: z.string().nullish() });

/**
 * Signs in by the CRM's own service for programs (`AuthService.svc/Login`): 200 with `Code` 0 is a success, and any other
 * `Code` is none.
 * @throws CrmError `password`: the account is refused, and asking again would lock it; `unreachable`, `redirect`, `answer`,
 * `address`
 */
export async function signIn(transport: CrmTransport, { address, login, password }: CrmAccount): Promise<CrmSession> {
  const answer = await transport(`${address}/ServiceModel/AuthService.svc/Login`, {
    method: "POST",
    headers: { ...COMMON_HEADERS, ...JSON_BODY },
    body: JSON.stringify({ UserName: login, UserPassword: password }),
  });
  const { status, text } = answer;
  // Whatever it says is shown to admins and kept, and must not hold the password.
  const said = password === "" ? text : text.replaceAll(password, "…");
  if (status === 401 || status === 403) throw new CrmError("password", `HTTP ${status}`);
  if (status >= 300 && status <= 399) throw redirected(answer);
  if (status >= 500 || status === 408 || status === 429) throw new CrmError("unreachable", `HTTP ${status} ${said}`);
  const read = status === 200 ? signInAnswer.safeParse(jsonOf(said)) : null;
  if (!read?.success) throw new CrmError("answer", `HTTP ${status} ${said}`);
  if (read.data.Code !== 0) throw new CrmError("password", read.data.Message ?? `Code ${read.data.Code}`);
  const session = cookiesOf(answer);
  if (!session[AUTH_COOKIE]) throw new CrmError("answer", `No cookie ${AUTH_COOKIE}`);
  return session;
}

export const redirected = ({ status, headers }: Answer) =>
  new CrmError("redirect", `HTTP ${status} → ${headers.location ?? ""}`);

/** Undefined where the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Headers by which a request is of this session. The token against forged requests is repeated as a header. */
export function sessionHeaders(session: CrmSession): Record<string, string> {
  const cookie = Object.entries(session)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const token = session[CSRF_COOKIE];
  return { cookie, ...(token && { [CSRF_COOKIE]: token }) };
}

function cookiesOf({ headers }: Answer): CrmSession {
  const pairs = (headers["set-cookie"] ?? []).slice(0, COOKIES_MAX).flatMap((line) => {
    const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? [];
    return name && value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}
