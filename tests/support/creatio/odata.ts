/** A refusal as OData words it, with its status. */
export class OdataRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Row = Record<string, string | boolean | null>;
export type Table = {
  columns: readonly string[];
  required: string;
  /** Columns that name a row of somewhere else, and the rows that there are. */
  references: Record<string, (id: string) => boolean>;
  rows: Map<string, Row>;
};

export const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TERM = /^(\w+) eq (?:'((?:[^']|'')*)'|([0-9a-f-]{36}))/;

type Test = (row: Row) => boolean;

/** Reads `Column eq 'text'`, with quotes doubled, or `Id eq <guid>`, joined by `or`: nothing else is asked of it. */
export function parseFilter(filter: string, columns: readonly string[]): Test {
  const terms: Test[] = [];
  let rest = filter;
  for (;;) {
    const [matched, column = "", text, id] = TERM.exec(rest) ?? [];
    if (matched === undefined || !columns.includes(column)) throw new OdataRefusal(400, `Bad filter at "${rest}"`);
    if ((column === "Id") !== (id !== undefined) || (id !== undefined && !GUID.test(id))) {
      throw new OdataRefusal(400, `Wrong type of ${column}`);
    }
    const wanted = id ?? (text ?? "").replaceAll("''", "'");
    terms.push((row) => String(row[column] ?? "").toLowerCase() === wanted.toLowerCase());
    rest = rest.slice(matched.length);
    if (rest === "") return (row) => terms.some((term) => term(row));
    if (!rest.startsWith(" or ")) throw new OdataRefusal(400, `Bad filter at "${rest}"`);
    rest = rest.slice(4);
  }
}

const OPTIONS = ["$filter", "$select", "$top", "$orderby"];

export function readRows({ columns, rows }: Table, query: URLSearchParams): Row[] {
  for (const name of query.keys()) if (!OPTIONS.includes(name)) throw new OdataRefusal(400, `Unknown option ${name}`);
  const select = (query.get("$select") ?? columns.join(",")).split(",");
  if (!select.every((column) => columns.includes(column))) throw new OdataRefusal(400, "Unknown column in $select");
  const top = query.get("$top") ?? "1000";
  if (!/^\d+$/.test(top)) throw new OdataRefusal(400, "Bad $top");
  const order = query.get("$orderby");
  if (order !== null && order !== "CreatedOn asc") throw new OdataRefusal(400, "Bad $orderby");
  const filter = query.get("$filter");
  const test = filter === null ? () => true : parseFilter(filter, columns);
  return [...rows.values()]
    .filter(test)
    .slice(0, Number(top))
    .map((row) => Object.fromEntries(select.map((column) => [column, row[column] ?? null])));
}

/** @throws OdataRefusal for what the entity does not have, and for what there is already */
export function makeRow(table: Table, values: Row, newId: () => string): Row {
  const id = values.Id ?? newId();
  if (typeof id !== "string" || !GUID.test(id)) throw new OdataRefusal(400, "Id is no Guid");
  if (!values[table.required]) throw new OdataRefusal(400, `${table.required} is required`);
  assertKnown(table, values);
  if (table.rows.has(id)) throw new OdataRefusal(500, `Violation of PRIMARY KEY constraint: ${id}`);
  const row = { ...values, Id: id };
  table.rows.set(id, row);
  return row;
}

export function changeRow(table: Table, id: string, values: Row): void {
  const row = table.rows.get(id);
  if (!row) throw new OdataRefusal(404, "No such row");
  assertKnown(table, values);
  table.rows.set(id, { ...row, ...values });
}

function assertKnown({ columns, references }: Table, values: Row): void {
  for (const [column, value] of Object.entries(values)) {
    if (!columns.includes(column)) throw new OdataRefusal(400, `Unknown column ${column}`);
    if (/(?:Start|Due)Date$/.test(column) && Number.isNaN(Date.parse(String(value)))) {
      throw new OdataRefusal(400, `${column} is no date`);
    }
    const isThere = references[column];
    if (isThere && value !== null && !isThere(String(value))) throw new OdataRefusal(400, `${column} names nothing`);
  }
}
