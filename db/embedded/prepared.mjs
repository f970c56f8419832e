// Runs statements on PGlite as prepared ones: parsed and planned once, and then bound and executed in one message. PGlite's
// own `query` parses, plans and describes anew each time, which costs several times the execution of a small statement.
import { protocol, types } from "@electric-sql/pglite";

const { serialize } = protocol;
/** Texts with a list of values in them come in many lengths: whatever was not used for the longest time makes room. */
const KEPT_MAX = 400;
/** Longer texts are run without being kept. */
const TEXT_MAX = 20_000;
/** What is asked again and again; a migration is run once. */
const KEPT_KINDS = /^\s*(?:select|insert|update|delete|with)\b/i;

/**
 * Runs one statement after the other on `pg`, for one caller at a time. `parsers` are by type, besides PGlite's own.
 * Answers as PGlite's `query` does: `{ rows, fields, affectedRows }`.
 */
export class PreparedStatements {
  #pg;
  #parsers;
  /** By text, what was used last at the end. */
  #kept = new Map();
  #lastName = 0;

  constructor(pg, parsers) {
    this.#pg = pg;
    this.#parsers = { ...pg.parsers, ...parsers };
  }

  async query({ sql, params, rowMode }) {
    const statement = this.#recall(sql) ?? (await this.#prepare(sql));
    const values = params.map((value, index) => asText(value, this.#pg.serializers[statement.types[index]]));
    const messages = await this.#send([serialize.bind({ statement: statement.name, values }), serialize.execute({})]);
    return this.#read(messages, statement.fields, rowMode);
  }

  #recall(sql) {
    const statement = this.#kept.get(sql);
    if (!statement) return undefined;
    this.#kept.delete(sql);
    this.#kept.set(sql, statement);
    return statement;
  }

  async #prepare(sql) {
    const isKept = sql.length <= TEXT_MAX && KEPT_KINDS.test(sql);
    // Never the same name twice: after an error between the two parts of the message it may be taken all the same.
    const name = isKept ? `kept${++this.#lastName}` : "";
    const room = isKept ? this.#makeRoom() : [];
    const parts = [...room, serialize.parse({ name, text: sql }), serialize.describe({ type: "S", name })];
    const messages = await this.#send(parts);
    const fields = messages.find((message) => message.name === "rowDescription")?.fields ?? [];
    const statement = {
      name,
      types: messages.find((message) => message.name === "parameterDescription")?.dataTypeIDs ?? [],
      fields: fields.map((field) => ({ name: field.name, dataTypeID: field.dataTypeID })),
    };
    if (isKept) this.#kept.set(sql, statement);
    return statement;
  }

  /** What closes the statement that has to go for another one, if one has. */
  #makeRoom() {
    const [oldest] = this.#kept.size < KEPT_MAX ? [] : this.#kept;
    if (!oldest) return [];
    const [sql, { name }] = oldest;
    this.#kept.delete(sql);
    return [serialize.close({ type: "S", name })];
  }

  /** One message, and so one call into the database, which answers each part of it. */
  async #send(parts) {
    try {
      const { messages } = await this.#pg.execProtocol(concat([...parts, serialize.sync()]), { syncToFs: false });
      return messages;
    } catch (error) {
      // After an error everything up to the next sync is skipped; the one above may have been.
      await this.#pg.execProtocol(serialize.sync(), { syncToFs: false });
      throw error;
    }
  }

  #read(messages, fields, rowMode) {
    const rows = [];
    let affectedRows = 0;
    for (const message of messages) {
      if (message.name === "dataRow") rows.push(this.#readRow(message.fields, fields, rowMode));
      if (message.name === "commandComplete") affectedRows = countOf(message.text);
    }
    return { rows, fields, affectedRows };
  }

  #readRow(values, fields, rowMode) {
    const parsed = fields.map(({ dataTypeID }, index) => types.parseType(values[index], dataTypeID, this.#parsers));
    if (rowMode === "array") return parsed;
    return Object.fromEntries(fields.map(({ name }, index) => [name, parsed[index]]));
  }
}

const asText = (value, serializer) => {
  if (value === null || value === undefined) return null;
  return serializer ? serializer(value) : value.toString();
};

const WRITES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "COPY"]);
/** Of a command's tag, such as `INSERT 0 3`. */
function countOf(tag) {
  const words = tag.split(" ");
  return WRITES.has(words[0]) ? Number(words.at(-1)) : 0;
}

function concat(parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
