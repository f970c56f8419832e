import { Column, getTableName, is, noopDecoder, SQL } from "drizzle-orm";

type Decode = (value: unknown) => unknown;
/** A selected column: its name in the row, or that of an object in it and its own there, and what Drizzle reads it by. */
type Field = { path: readonly string[]; field: unknown };
/** What a select that Drizzle has prepared keeps of itself, and leaves out of its types. */
type Prepared = {
  fields?: readonly Field[];
  joinsNotNullableMap?: Record<string, boolean>;
  customResultMapper?: (rows: unknown[][]) => unknown[];
};

/**
 * Has a prepared select make its rows by a plan that is made once. Drizzle asks of each column of each row anew what it is
 * and where it goes, which takes several times as long as reading it. A select of another shape is left to Drizzle.
 */
export function planRows<Q extends object>(query: Q): Q {
  const prepared: Prepared = query;
  const { fields, joinsNotNullableMap = {} } = prepared;
  if (!fields?.every(isPlain)) return query;
  const flat = partsOf(fields, []);
  const names = new Set(fields.flatMap(({ path }) => (path.length === 2 ? [String(path[0])] : [])));
  const nested = [...names].map((name) => ({
    name,
    parts: partsOf(fields, [name]),
    signAt: absenceColumn(fields, name, joinsNotNullableMap),
  }));
  const toRow = (values: readonly unknown[]) => {
    const row: Record<string, unknown> = {};
    for (const { name, parts, signAt } of nested) {
      row[name] = signAt !== undefined && values[signAt] === null ? null : fill({}, parts, values);
    }
    return fill(row, flat, values);
  };
  prepared.customResultMapper = (rows) => rows.map(toRow);
  return query;
}

type Part = { name: string; at: number; decode: Decode | null };

function fill(target: Record<string, unknown>, parts: readonly Part[], values: readonly unknown[]) {
  for (const { name, at, decode } of parts) {
    const value = values[at];
    target[name] = value === null || decode === null ? value : decode(value);
  }
  return target;
}

const isPlain = ({ path, field }: Field) =>
  (path.length === 1 || path.length === 2) && (is(field, Column) || is(field, SQL) || is(field, SQL.Aliased));

/** The columns of the row itself, or of the object of that name in it. */
const partsOf = (fields: readonly Field[], parent: readonly string[]): Part[] =>
  fields.flatMap(({ path, field }, at) => {
    const isOwn = path.length === parent.length + 1 && parent.every((name, index) => path[index] === name);
    return isOwn ? [{ name: String(path.at(-1)), at, decode: decodeOf(field) }] : [];
  });

/** Null where a value stays as the driver gives it, which most do. */
function decodeOf(field: unknown): Decode | null {
  const reads = is(field, Column) ? field : decoderOf(is(field, SQL.Aliased) ? field.sql : field);
  const isAsGiven = reads === noopDecoder || reads.mapFromDriverValue === Column.prototype.mapFromDriverValue;
  return isAsGiven ? null : (value) => reads.mapFromDriverValue(value);
}

/** Drizzle keeps it out of the types of a piece of SQL. */
const decoderOf = (piece: unknown) => (piece as { decoder: { mapFromDriverValue: Decode } }).decoder;

/**
 * Which column is null where a left join has found nothing, so that the object of its columns is null as a whole: the first
 * one, as Drizzle has it, if all columns are of one table.
 */
function absenceColumn(
  fields: readonly Field[],
  name: string,
  isNeverAbsent: Record<string, boolean>,
): number | undefined {
  const columns = fields.flatMap(({ path, field }, at) =>
    path.length === 2 && path[0] === name && is(field, Column) ? [{ at, table: getTableName(field.table) }] : [],
  );
  const [first] = columns;
  const isOne = first && columns.every(({ table }) => table === first.table) && !isNeverAbsent[first.table];
  return isOne ? first.at : undefined;
}
