import type { Runner, RunnerEvent } from './runner.ts';

/** At most this often a view in sight looks again, in ms. */
const EVERY = 400;
/** What may have changed what a view shows. */
const NEWS: readonly RunnerEvent['event'][] = ['activity', 'state', 'ended'];

/** Looks whenever something happened while the view is in sight, one look at a time. Gives what is told of its being shown. */
export function lookingAgain(runner: Runner, look: () => Promise<void>): (isShown: boolean) => void {
  let isShown = false;
  let isStale = true;
  let isLooking = false;
  const again = async (): Promise<void> => {
    if (isLooking || !isShown || !isStale) return;
    isLooking = true;
    isStale = false;
    try {
      await look();
    } finally {
      setTimeout(() => {
        isLooking = false;
        void again();
      }, EVERY);
    }
  };
  runner.on(({ event }) => {
    if (!NEWS.includes(event)) return;
    isStale = true;
    void again();
  });
  return (shown) => {
    isShown = shown;
    isStale = true;
    void again();
  };
}
