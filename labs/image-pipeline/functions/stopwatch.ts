/** What each step of a piece of work took, in ms. */
export function stopwatch(): { laps: Record<string, number>; lap(step: string): void } {
  const laps: Record<string, number> = {};
  let last = performance.now();
  return {
    laps,
    lap(step) {
      const now = performance.now();
      laps[step] = Math.round(now - last);
      last = now;
    },
  };
}
