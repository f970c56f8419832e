/** Bytes of randomness in a public key: 22 characters, not to be guessed. */
export const KEY_BYTES = 16;

type Flags = { hidden: boolean; disabled: boolean };

/** Who can reach a department; each is a key of `messages/<locale>/admin.json`, `departments.visibility`. */
export type Visibility = "listed" | "onlyVisible" | "hidden" | "disabled" | "disabledHidden";

/** A visible department stands in the company snippet's picker. */
export const isVisible = ({ hidden, disabled }: Flags) => !hidden && !disabled;

/**
 * What visitors see of a department, to be said in words. `visibleCount` counts the visible departments, this one
 * included: the only one gets no picker, the company snippet leads straight to it.
 */
export function describeVisibility(
  { hidden, disabled }: Flags,
  { visibleCount }: { visibleCount: number },
): Visibility {
  if (disabled) return hidden ? "disabledHidden" : "disabled";
  if (hidden) return "hidden";
  return visibleCount <= 1 ? "onlyVisible" : "listed";
}

/** Whether `wanted` names each of `stored` exactly once: what somebody added or deleted meanwhile makes it stale. */
export function isCompleteOrder(stored: string[], wanted: string[]): boolean {
  const ids = new Set(wanted);
  return ids.size === wanted.length && stored.length === ids.size && stored.every((id) => ids.has(id));
}

/** The list with the entry of `from` standing at `to`; both are clamped to the list. */
export function moveEntry<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list];
  const [entry] = rest.splice(from, 1);
  if (entry === undefined) return [...list];
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, entry);
  return rest;
}

/** Address of the loader that a snippet loads. Keys are base64url, so nothing in it needs escaping. */
export const loaderUrl = (origin: string, key: string) => `${origin}/embed/${key}.js`;

/** The one line to paste into a website. */
export const snippetLine = (origin: string, key: string) => `<script async src="${loaderUrl(origin, key)}"></script>`;

/** Whether other people's browsers cannot reach this address. */
export function isLocalOrigin(origin: string): boolean {
  const { hostname } = new URL(origin);
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}
