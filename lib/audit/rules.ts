/** A value of a setting as it is kept in the log: JSON. */
export type AuditValue = string | number | boolean | null | AuditValue[] | { [key: string]: AuditValue };

/** What a field was and is. Of a secret it is said that it changed, and nothing else. */
export type Change = { before: AuditValue; after: AuditValue } | { isSecret: true };

/** By field; parts of a field by a path with points, such as `texts.en.greeting`. */
export type Changes = Record<string, Change>;

type Row = Readonly<Record<string, unknown>>;

/** Moves with every write and says nothing. */
const STAMPS = new Set(["updatedAt", "createdAt"]);

/**
 * What is different between two states of something. Null: it was not there before, or is not afterwards; then everything
 * is told that is not empty. Of fields named in `secrets` only that they changed.
 */
export function changesOf(before: Row | null, after: Row | null, secrets: readonly string[] = []): Changes {
  const [old, now] = [flatten(before ?? {}), flatten(after ?? {})];
  const hidden = new Set(secrets);
  const changes: Changes = {};
  for (const path of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const field = path.split(".", 1)[0] ?? path;
    if (STAMPS.has(field)) continue;
    const [was, is] = [old.get(path) ?? null, now.get(path) ?? null];
    if (isSame(was, is) || (isEmpty(was) && isEmpty(is))) continue;
    if (hidden.has(field)) changes[field] = { isSecret: true };
    else changes[path] = { before: was, after: is };
  }
  return changes;
}

function flatten(row: Row): Map<string, AuditValue> {
  const found = new Map<string, AuditValue>();
  for (const [key, value] of Object.entries(row)) {
    const kept = asJson(value);
    if (isObject(kept)) for (const [path, part] of flatten(kept)) found.set(`${key}.${path}`, part);
    else found.set(key, kept);
  }
  return found;
}

/** What the database itself would keep of it. */
function asJson(value: unknown): AuditValue {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as AuditValue);
}

export const isObject = (value: AuditValue): value is { [key: string]: AuditValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Not set: a text or a list without anything in it means the same as none. */
export const isEmpty = (value: AuditValue): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Whatever the order of keys; that of a list counts. */
function isSame(one: AuditValue, other: AuditValue): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => isSame(value, other[index] ?? null));
  }
  if (isObject(one) && isObject(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].every((key) => isSame(one[key] ?? null, other[key] ?? null));
  }
  return one === other;
}
