/** The chats that are chosen in the list, and from which one a range goes on. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: string | null };

export const NO_SELECTION: Selection = { ids: new Set(), anchor: null };

/** More than that nobody means; the server is asked in parts. */
export const SELECTION_MAX = 500;

const capped = (ids: Iterable<string>) => new Set([...ids].slice(0, SELECTION_MAX));

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: capped(next), anchor: id };
}

/** Adds everything from the anchor to `id`, in the order of the list; without an anchor, `id` alone. */
export function extendedTo({ ids, anchor }: Selection, order: readonly string[], id: string): Selection {
  const to = order.indexOf(id);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  if (to < 0) return { ids, anchor };
  const range = from < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: capped([...ids, ...range]), anchor: from < 0 ? id : anchor };
}

export const allOf = (order: readonly string[]): Selection => ({ ids: capped(order), anchor: order[0] ?? null });

/** What has left the list is not acted on unseen. The same object while nothing has left. */
export function keptIn(selection: Selection, order: readonly string[]): Selection {
  const listed = new Set(order);
  const ids = [...selection.ids].filter((id) => listed.has(id));
  if (ids.length === selection.ids.size) return selection;
  const anchor = selection.anchor !== null && listed.has(selection.anchor) ? selection.anchor : null;
  return { ids: new Set(ids), anchor };
}
