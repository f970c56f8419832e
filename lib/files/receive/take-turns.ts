/** Runs at most `places` pieces of work at once; the others wait in the order in which they came. */
export function takeTurns(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place goes from hand to hand, so that nobody who comes just now gets in between.
      if (next) next();
      else free += 1;
    }
  };
}
