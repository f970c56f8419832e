/** The part of `localStorage` that the inbox uses. */
export type TextStore = {
  get(key: string): string | null;
  /** False when the text could not be stored for good; it is then kept in memory until the tab closes. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
};

/**
 * The browser's storage, with memory behind it: with storage blocked even touching `localStorage` throws, and a full
 * one throws at each write.
 */
export function safeStorage(open: () => Storage): TextStore {
  const memory = new Map<string, string>();
  const guarded = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(open());
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => memory.get(key) ?? guarded((storage) => storage.getItem(key)) ?? null,
    set(key, value) {
      const isStored =
        guarded((storage) => {
          storage.setItem(key, value);
          return true;
        }) ?? false;
      if (isStored) memory.delete(key);
      else memory.set(key, value);
      return isStored;
    },
    remove(key) {
      memory.delete(key);
      guarded((storage) => storage.removeItem(key));
    },
  };
}
