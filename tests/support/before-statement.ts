/**
 * A connection that does `work` just before its `nth` hand-written statement (`execute`, from 1), as if somebody else had
 * been there in between; `seen.statements` counts them.
 */
export function beforeStatement<T extends object>(db: T, nth: number, work: () => Promise<unknown>) {
  const seen = { statements: 0 };
  const crossed = new Proxy(db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key !== "execute") return value.bind(target);
      return async (...parts: unknown[]) => {
        if (++seen.statements === nth) await work();
        return value.apply(target, parts);
      };
    },
  });
  return { db: crossed, seen };
}
