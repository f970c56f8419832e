import { z } from "zod";
import type { Answer } from "@/lib/net/post";
import { CrmError, isCrmError } from "./crm-error";
import { ODATA_PATHS, type OdataPath } from "./rules";
import {
  COMMON_HEADERS,
  type CrmAccount,
  type CrmSession,
  JSON_BODY,
  jsonOf,
  redirected,
  sessionHeaders,
  signIn,
} from "./sign-in";
import type { CrmTransport } from "./transport";

type Body = Record<string, string | boolean | null>;

/** A CRM that is signed in to, or will be with the first request. Each call can fail with a `CrmError`. */
export type Crm = {
  /** Rows of an entity, such as `Contact`, by an OData query without the question mark. */
  list: (entity: string, query: Record<string, string>) => Promise<{ Id: string }[]>;
  /** Gives the id of what was made. */
  create: (entity: string, values: Body) => Promise<string>;
  update: (entity: string, id: string, values: Body) => Promise<void>;
  /** The present session, to be kept for the next time; null: it never signed in. */
  session: () => CrmSession | null;
};

export type CrmDoor = {
  transport: CrmTransport;
  account: CrmAccount;
  odataPath: OdataPath;
  session: CrmSession | null;
};

const rowsAnswer = z.object({ value: z.array(z.object({ Id: z.guid() })) });
const madeAnswer = z.object({ Id: z.guid() });
const errorAnswer = z.object({ error: z.object({ message: z.string() }) });

/** Nothing is sent before the first call. A session that has run out is renewed once within a call. */
export function openCrm(door: CrmDoor): Crm {
  let { session } = door;
  const ask = async (method: "GET" | "POST" | "PATCH", path: string, values?: Body): Promise<Answer> => {
    const wasKept = session !== null;
    session ??= await signIn(door.transport, door.account);
    const answer = await send(door, session, { method, path, values });
    // A session that has just been made has not run out: what was refused is refused.
    if (!wasKept || !looksSignedOut(method, answer)) return answer;
    session = null;
    session = await signIn(door.transport, door.account);
    return send(door, session, { method, path, values });
  };
  return {
    list: async (entity, query) => {
      const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      return parse(await ask("GET", `/${entity}?${asked.join("&")}`), rowsAnswer).value;
    },
    create: async (entity, values) => parse(await ask("POST", `/${entity}`, values), madeAnswer).Id,
    update: async (entity, id, values) => assertTaken(await ask("PATCH", `/${entity}(${id})`, values)),
    session: () => session,
  };
}

/**
 * Signs in and finds where OData answers, which tells what the CRM runs on.
 * @throws CrmError
 */
export async function probeCrm(
  transport: CrmTransport,
  account: CrmAccount,
): Promise<{ odataPath: OdataPath; session: CrmSession }> {
  const session = await signIn(transport, account);
  let problem: unknown;
  for (const odataPath of ODATA_PATHS) {
    try {
      const crm = openCrm({ transport, account, odataPath, session: null });
      await readOne(transport, { odataPath, account, session });
      return { odataPath, session: crm.session() ?? session };
    } catch (error) {
      // Where there is no OData, sites answer with pages, with 404, or lead to their start.
      if (!isCrmError(error) || !["answer", "redirect", "refused"].includes(error.kind)) throw error;
      problem = error;
    }
  }
  throw problem;
}

/** With this session and no other: a second sign-in would say nothing more. */
async function readOne(transport: CrmTransport, door: Omit<CrmDoor, "transport"> & { session: CrmSession }) {
  const path = "/Contact?$select=Id&$top=1";
  parse(await send({ transport, ...door }, door.session, { method: "GET", path }), rowsAnswer);
}

type Asked = { method: "GET" | "POST" | "PATCH"; path: string; values?: Body | undefined };

const send = (
  { transport, account, odataPath }: CrmDoor,
  session: CrmSession,
  { method, path, values }: Asked,
): Promise<Answer> =>
  transport(account.address + odataPath + path, {
    method,
    headers: { ...COMMON_HEADERS, ...sessionHeaders(session), ...(values && JSON_BODY) },
    ...(values && { body: JSON.stringify(values) }),
  });

/** A session that has run out: it is said so, or the way leads to the page on which people sign in. */
function looksSignedOut(method: string, { status, headers, text }: Answer): boolean {
  if (status === 401 || status === 403 || (status >= 300 && status <= 399)) return true;
  return status === 200 && method !== "PATCH" && !isJson(headers, text);
}

const isJson = (headers: Answer["headers"], text: string) =>
  /\bjson\b/i.test(headers["content-type"] ?? "") && jsonOf(text) !== undefined;

function parse<T>(answer: Answer, shape: z.ZodType<T>): T {
  assertTaken(answer);
  const read = shape.safeParse(jsonOf(answer.text));
  if (!read.success) throw new CrmError("answer", `HTTP ${answer.status} ${answer.text}`);
  return read.data;
}

/** @throws CrmError */
function assertTaken(answer: Answer): void {
  const { status, text } = answer;
  if (status >= 200 && status <= 299) return;
  if (status >= 300 && status <= 399) throw redirected(answer);
  if (status === 401 || status === 403) throw new CrmError("rights", `HTTP ${status} ${messageOf(text)}`);
  const own = errorAnswer.safeParse(jsonOf(text));
  // An error that it words itself is about this request; any other one is about the whole of it.
  if (own.success && status !== 503) throw new CrmError("refused", `HTTP ${status} ${own.data.error.message}`);
  throw new CrmError(
    status >= 500 || status === 408 || status === 429 ? "unreachable" : "answer",
    `HTTP ${status} ${text}`,
  );
}

function messageOf(text: string): string {
  const own = errorAnswer.safeParse(jsonOf(text));
  return own.success ? own.data.error.message : text;
}
