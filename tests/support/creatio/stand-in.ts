import { randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import { changeRow, GUID, makeRow, OdataRefusal, type Row, readRows, type Table } from "./odata";

type Asked = { method: string; path: string; body: string };
type Handler = (asked: Asked, response: http.ServerResponse) => boolean | undefined;

/** What a failed sign-in answers, as the product words it. */
export const WRONG_PASSWORD = "Invalid username or password specified";
export const LOCKED = "Your account is locked";
const LOCKED_AFTER = 5;

const TASK = "fbe0acdc-cfc0-df11-b00f-001d60e938c6";
const TO_DO = "f51c4643-58e6-df11-971b-001d60e938c6";
const DONE = "4bdbb88f-58e6-df11-971b-001d60e938c6";
const is = (id: string) => (given: string) => given === id;

type Options = { runsOn?: "framework" | "core"; login?: string; password?: string };

/**
 * A Creatio or BPMSoft on loopback, as far as it is spoken to: sign-in with its cookies, and OData 4 of contacts and
 * activities. Strict: what the real one does not promise to take is refused.
 */
export async function startCreatio({
  runsOn = "framework",
  login = "Supervisor",
  password = "Pa'ss wörd",
}: Options = {}) {
  const isContact = (id: string) => contacts.rows.has(id);
  const contacts: Table = {
    columns: ["Id", "Name", "Email", "MobilePhone", "Phone", "CreatedOn"],
    required: "Name",
    references: {},
    rows: new Map(),
  };
  const activities: Table = {
    columns: [
      ...["Id", "Title", "DetailedResult", "StartDate", "DueDate", "TypeId", "ActivityCategoryId", "StatusId"],
      ...["ShowInScheduler", "ContactId", "CreatedOn"],
    ],
    required: "Title",
    references: {
      TypeId: is(TASK),
      ActivityCategoryId: is(TO_DO),
      StatusId: is(DONE),
      ContactId: isContact,
    },
    rows: new Map(),
  };
  const tables: Record<string, Table> = { Contact: contacts, Activity: activities };
  const sessions = new Map<string, string>();
  const state = { login, password, wrongInARow: 0, signIns: 0, basePath: runsOn === "core" ? "/odata" : "/0/odata" };
  const asked: Asked[] = [];
  let handler: Handler | null = null;
  let afterWrite: ((asked: Asked, response: http.ServerResponse) => boolean) | null = null;

  const signIn = (request: http.IncomingMessage, body: string, response: http.ServerResponse) => {
    state.signIns++;
    if (request.method !== "POST" || !/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
      return page(response, 415);
    }
    if (request.headers.forceusesession !== "true") return page(response, 403);
    const given = JSON.parse(body) as Record<string, unknown>;
    if (Object.keys(given).sort().join() !== "UserName,UserPassword") return page(response, 400);
    const isRight = given.UserName === state.login && given.UserPassword === state.password;
    if (state.wrongInARow >= LOCKED_AFTER || !isRight) {
      const Message = state.wrongInARow >= LOCKED_AFTER ? LOCKED : WRONG_PASSWORD;
      state.wrongInARow++;
      return json(response, 200, { Code: 1, Message, Exception: null, PasswordChangeUrl: null, RedirectUrl: null });
    }
    state.wrongInARow = 0;
    const [auth, csrf] = [randomBytes(20).toString("hex"), randomBytes(12).toString("base64url")];
    sessions.set(auth, csrf);
    response.setHeader("set-cookie", [
      "BPMLOADER=loader; path=/; HttpOnly",
      `.ASPXAUTH=${auth}; path=/; HttpOnly`,
      `BPMCSRF=${csrf}; path=/`,
      "UserName=83|117; expires=Fri, 31-Dec-2100 00:00:00 GMT; path=/; HttpOnly",
    ]);
    return json(response, 200, { Code: 0, Message: "", Exception: null, PasswordChangeUrl: null, RedirectUrl: null });
  };

  const odata = (request: http.IncomingMessage, one: Asked, response: http.ServerResponse) => {
    const cookies = new Map((request.headers.cookie ?? "").split("; ").map((pair) => split(pair, "=")));
    const csrf = sessions.get(cookies.get(".ASPXAUTH") ?? "");
    if (csrf === undefined) return page(response, 401);
    // Forged requests are told by the token alone: it must come as a cookie and, the same, as a header.
    if (cookies.get("BPMCSRF") !== csrf || request.headers.bpmcsrf !== csrf) return page(response, 403);
    if (request.headers.forceusesession !== "true") return page(response, 403);
    if (request.headers.accept !== "application/json") return page(response, 406);
    const url = new URL(one.path, "http://crm.example");
    const [, entity = "", id] = /^\/(\w+)(?:\(([^)]*)\))?$/.exec(url.pathname.slice(state.basePath.length)) ?? [];
    const table = tables[entity];
    try {
      if (!table) throw new OdataRefusal(404, `No entity ${entity}`);
      if (one.method === "GET" && id === undefined) {
        return json(response, 200, { "@odata.context": "$metadata", value: readRows(table, url.searchParams) });
      }
      if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) throw new OdataRefusal(415, "No JSON");
      const values = JSON.parse(one.body) as Row;
      if (one.method === "POST" && id === undefined) {
        const row = makeRow(table, values, randomUUID);
        if (afterWrite?.(one, response)) return;
        return json(response, 201, { "@odata.context": "$metadata", ...row });
      }
      if (one.method !== "PATCH" || !GUID.test(id ?? "")) throw new OdataRefusal(405, "Not allowed");
      changeRow(table, id ?? "", values);
      return void response.writeHead(204).end();
    } catch (error) {
      if (!(error instanceof OdataRefusal)) throw error;
      return json(response, error.status, { error: { code: "", message: error.message } });
    }
  };

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const one = { method: request.method ?? "", path: request.url ?? "", body };
      asked.push(one);
      if (handler?.(one, response)) return;
      if (one.path === "/ServiceModel/AuthService.svc/Login") return signIn(request, body, response);
      if (one.path.startsWith(`${state.basePath}/`)) return odata(request, one, response);
      return page(response, 404);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `http://127.0.0.1:${address.port}`,
    contacts: contacts.rows,
    activities: activities.rows,
    asked,
    state,
    /** Every session of before has run out. */
    expire: () => sessions.clear(),
    /** Answers in its place; true: it has. Null: as usual. */
    answers: (next: Handler | null) => {
      handler = next;
    },
    /** After something was made and before that is answered; true: nothing more is answered. */
    afterWrite: (next: typeof afterWrite) => {
      afterWrite = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type Creatio = Awaited<ReturnType<typeof startCreatio>>;

/** Whatever goes wrong with a CRM, by name. */
export const TROUBLES = {
  html: (_: Asked, response: http.ServerResponse) => {
    page(response, 200);
    return true;
  },
  error: (_: Asked, response: http.ServerResponse) => {
    page(response, 500);
    return true;
  },
  redirect: (_: Asked, response: http.ServerResponse) => {
    response.writeHead(302, { location: "/Login/NuiLogin.aspx" }).end();
    return true;
  },
  hangUp: (_: Asked, response: http.ServerResponse) => {
    response.destroy();
    return true;
  },
  silent: () => true,
} satisfies Record<string, Handler>;

const split = (pair: string, by: string): [string, string] => {
  const at = pair.indexOf(by);
  return [pair.slice(0, at), pair.slice(at + 1)];
};

const json = (response: http.ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));

/** A page for people, as a web server makes it. */
const page = (response: http.ServerResponse, status: number): void =>
  void response
    .writeHead(status, { "content-type": "text/html; charset=utf-8" })
    .end(`<!DOCTYPE html><html><body><h1>Page ${status}</h1></body></html>`);
