import http from "node:http";
import { assertKnown, keyboardOf, numberOf, type Params, Refusal, textOf } from "./checks";
import { readParams } from "./read-params";

type SentMessage = { id: number; chatId: number; text: string; kind: "text" | "photo" | "document"; file?: string };
type Buttons = { inline_keyboard: { text: string; callback_data: string }[][] } | null;
export type Shown = SentMessage & { buttons: Buttons; isDeleted: boolean; edits: number };
type Call = { method: string; params: Params };
/** How the service behaves for the next calls: undefined takes the call as it is. */
type Fault = (call: Call) => "html" | "nothing" | "after" | Refusal | undefined;

/**
 * A stand-in for Telegram's Bot API on loopback, strict about what it takes: methods, parameters, lengths, keyboards,
 * messages that are there. It keeps the conversations as their people see them, hands out updates once and again until they
 * are confirmed, and can be out of order in the ways in which the real one is.
 */
export async function startBotApi({ token = "424242:stand-in_token_of_the_tests", port: wantedPort = 0 } = {}) {
  const messages: Shown[] = [];
  const calls: Call[] = [];
  const answers: { id: string; text: string }[] = [];
  const files = new Map<string, Uint8Array>();
  const blockedBy = new Set<number>();
  let updates: { update_id: number; [key: string]: unknown }[] = [];
  let webhook: { url: string; secret: string } | null = null;
  let valid = token;
  let fault: Fault = () => undefined;
  let lastId = 100;
  const openPresses = new Set<string>();

  const find = (params: Params) => {
    const chatId = numberOf(params, "chat_id");
    const id = numberOf(params, "message_id");
    const found = messages.find((message) => message.id === id && message.chatId === chatId && !message.isDeleted);
    if (!found) throw new Refusal(400, "Bad Request: message to edit not found");
    return found;
  };
  const send = (params: Params, message: Pick<SentMessage, "text" | "kind"> & { file?: string }) => {
    const chatId = numberOf(params, "chat_id");
    if (blockedBy.has(chatId)) throw new Refusal(403, "Forbidden: bot was blocked by the user");
    lastId += 1;
    const shown = { ...message, id: lastId, chatId, buttons: keyboardOf(params), isDeleted: false, edits: 0 };
    messages.push(shown);
    return { message_id: shown.id, date: 1, chat: { id: chatId, type: "private" } };
  };
  const upload = (params: Params, name: "photo" | "document") => {
    assertKnown(params, ["chat_id", "caption", name]);
    const file = params[name];
    if (!(file instanceof File)) throw new Refusal(400, `Bad Request: there is no ${name} in the request`);
    if (file.size === 0) throw new Refusal(400, "Bad Request: file must be non-empty");
    return send(params, { kind: name, text: textOf(params, "caption", 1024, { isOptional: true }), file: file.name });
  };

  const methods: Record<string, (params: Params) => unknown> = {
    getMe: () => ({ id: Number(token.split(":")[0]), is_bot: true, first_name: "Bot", username: "stand_in_bot" }),
    setWebhook(params) {
      assertKnown(params, ["url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates"]);
      const { url, secret_token: secret } = params;
      if (typeof url !== "string" || !url.startsWith("https://"))
        throw new Refusal(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook");
      if (typeof secret !== "string" || !/^[A-Za-z0-9_-]{1,256}$/.test(secret))
        throw new Refusal(400, "Bad Request: secret token contains unallowed characters");
      webhook = { url, secret };
      return true;
    },
    deleteWebhook(params) {
      assertKnown(params, ["drop_pending_updates"]);
      webhook = null;
      return true;
    },
    getUpdates(params) {
      assertKnown(params, ["offset", "limit", "timeout", "allowed_updates"]);
      if (webhook) throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active");
      const offset = params.offset === undefined ? 0 : numberOf(params, "offset");
      updates = updates.filter(({ update_id }) => update_id >= offset);
      return updates.slice(0, numberOf(params, "limit"));
    },
    sendMessage(params) {
      assertKnown(params, ["chat_id", "text", "reply_markup"]);
      return send(params, { kind: "text", text: textOf(params, "text", 4096) });
    },
    sendPhoto: (params) => upload(params, "photo"),
    sendDocument: (params) => upload(params, "document"),
    editMessageText(params) {
      assertKnown(params, ["chat_id", "message_id", "text"]);
      const message = find(params);
      const text = textOf(params, "text", 4096);
      if (message.text === text) throw new Refusal(400, "Bad Request: message is not modified");
      Object.assign(message, { text, edits: message.edits + 1 });
      return true;
    },
    editMessageReplyMarkup(params) {
      assertKnown(params, ["chat_id", "message_id"]);
      find(params).buttons = null;
      return true;
    },
    deleteMessage(params) {
      assertKnown(params, ["chat_id", "message_id"]);
      find(params).isDeleted = true;
      return true;
    },
    answerCallbackQuery(params) {
      assertKnown(params, ["callback_query_id", "text"]);
      const id = String(params.callback_query_id);
      if (!openPresses.delete(id))
        throw new Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
      answers.push({ id, text: textOf(params, "text", 200, { isOptional: true }) });
      return true;
    },
    getFile(params) {
      assertKnown(params, ["file_id"]);
      const id = String(params.file_id);
      const bytes = files.get(id);
      if (!bytes) throw new Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
      return { file_id: id, file_size: bytes.byteLength, file_path: `documents/${id}` };
    },
  };

  const server = http.createServer(async (request, response) => {
    const [, kind = "", given = "", method = ""] = /^\/(?:(file)\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? "") ?? [];
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (kind === "file") {
      const bytes = given === valid ? files.get(method.replace("documents/", "")) : undefined;
      return void (bytes
        ? response.writeHead(200, { "content-length": bytes.byteLength }).end(bytes)
        : response.writeHead(404).end());
    }
    const call = { method, params: await readParams(request) };
    try {
      if (given !== valid) throw new Refusal(401, "Unauthorized");
      const broken = fault(call);
      if (broken === "html")
        return void response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
      if (broken === "nothing") return void request.socket.destroy();
      if (broken instanceof Refusal) throw broken;
      const run = methods[method];
      if (!run || request.method !== "POST") throw new Refusal(404, "Not Found: method not found");
      const result = run(call.params);
      calls.push(call);
      // It was done, and whoever asked for it never hears so.
      if (broken === "after") return void request.socket.destroy();
      reply(200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal))
        return void reply(500, { ok: false, error_code: 500, description: String(error) });
      const { code, message: description, retryAfter } = error;
      const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
      reply(code, { ok: false, error_code: code, description, ...parameters });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(wantedPort);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;

  return {
    token,
    url: `http://127.0.0.1:${port}`,
    calls,
    answers,
    files,
    /** What people of one conversation see, oldest first. */
    shownTo: (chatId: number) => messages.filter((message) => message.chatId === chatId && !message.isDeleted),
    textsTo: (chatId: number) =>
      messages
        .filter((message) => message.chatId === chatId && !message.isDeleted)
        .map(({ text }) => text.replace(/[\u2068\u2069]/g, "")),
    webhook: () => webhook,
    queue: (...more: typeof updates) => void updates.push(...more),
    waiting: () => updates.length,
    pressing: (id: string) => void openPresses.add(id),
    block: (chatId: number, isBlocked = true) => void (isBlocked ? blockedBy.add(chatId) : blockedBy.delete(chatId)),
    revoke: () => {
      valid = "0:revoked";
    },
    faults: (next: Fault) => {
      fault = next;
    },
    works: () => {
      fault = () => undefined;
    },
    async dies() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    comesBack: () => listen(port),
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type BotApi = Awaited<ReturnType<typeof startBotApi>>;
