/**
 * Whether an overflow from one department to another would lead in a circle: to itself, or back over others.
 * `overflowOf` gives where each department leads now; null: nowhere.
 */
export function closesCircle(overflowOf: ReadonlyMap<string, string | null>, fromId: string, toId: string): boolean {
  const seen = new Set<string>();
  let next: string | null = toId;
  // A circle that is there already, of others, is not closed by this one: it only must not keep us walking.
  while (next !== null && !seen.has(next)) {
    if (next === fromId) return true;
    seen.add(next);
    next = overflowOf.get(next) ?? null;
  }
  return false;
}
