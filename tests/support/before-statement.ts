type Work = () => Promise<unknown>;

/**
 * A connection that does `work` just before its `nth` hand-written statement (`execute`, from 1), as if somebody else had
 * been there in between; `seen.statements` counts them.
 */
export const beforeStatement = <T extends object>(db: T, nth: number, work: Work) => crossed(db, nth, { before: work });

/** The same just after it, before its answer is there. */
export const afterStatement = <T extends object>(db: T, nth: number, work: Work) => crossed(db, nth, { after: work });

function crossed<T extends object>(db: T, nth: number, { before, after }: { before?: Work; after?: Work }) {
  const seen = { statements: 0 };
  const proxy = new Proxy(db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (key !== "execute") return value.bind(target);
      return async (...parts: unknown[]) => {
        const isIt = ++seen.statements === nth;
        if (isIt) await before?.();
        const answer: unknown = await value.apply(target, parts);
        if (isIt) await after?.();
        return answer;
      };
    },
  });
  return { db: proxy, seen };
}
