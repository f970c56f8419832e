/** The last turn of each chat of which one is under way. */
const last = new Map<string, Promise<unknown>>();

/**
 * Lets what writes into one chat in this process go one after the other, in the order in which it came: it would only cross
 * each other at the chat's row. Other processes are met there. `work` is told whether it had to wait.
 */
export async function inTurn<T>(chatId: string, work: (hasWaited: boolean) => Promise<T>): Promise<T> {
  const before = last.get(chatId);
  const mine = before ? before.then(() => work(true)) : work(false);
  // Whoever comes next goes on however this one ends.
  const over = mine.then(
    () => undefined,
    () => undefined,
  );
  last.set(chatId, over);
  try {
    return await mine;
  } finally {
    if (last.get(chatId) === over) last.delete(chatId);
  }
}
