import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../../clients.ts';
import type { Time } from '../pace.ts';
import { stacksOf } from './read-stacks.ts';

/** The stacks of a place as they change: all who wait share one look. */
export interface Watcher {
  /** A stack as last seen; undefined when it is gone. */
  seen(id: string): Promise<Stack | undefined>;
  /** The stack once nothing is at work on it any more; undefined when it is gone. Looks again in any case. */
  settled(id: string): Promise<Stack | undefined>;
}

export function watch(aws: Clients, time: Time, pollMs: number): Watcher {
  let last: Promise<Map<string, Stack>> | undefined;
  let next: Promise<Map<string, Stack>> | undefined;
  const look = () => {
    next ??= (async () => {
      await time.pause(pollMs);
      next = undefined;
      last = stacksOf(aws);
      return last;
    })();
    return next;
  };
  return {
    async seen(id) {
      last ??= stacksOf(aws);
      return (await last).get(id);
    },
    async settled(id) {
      for (;;) {
        const stack = (await look()).get(id);
        if (!stack?.StackStatus?.endsWith('_IN_PROGRESS') || stack.StackStatus === 'REVIEW_IN_PROGRESS') return stack;
      }
    },
  };
}
