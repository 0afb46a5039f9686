/** Lets at most so many pieces of work go on at once; the others wait in order. */
export function limit(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy === most) await new Promise<void>((resolve) => void waiting.push(resolve));
    else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Reason: the place goes on to the next one, so that nobody comes between.
      if (next) next();
      else busy--;
    }
  };
}
