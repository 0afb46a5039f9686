import { heardBy, type Io, type IoEvent } from './io.ts';

/** One of several pieces of work that go on at once. */
export interface Turn {
  io: Io;
  /** Nothing more comes from it. */
  done(): void;
}

/**
 * Lets pieces of work tell at once, while the reader hears one after the other: the first that is not done is heard
 * live, each later one once its turn has come.
 */
export function inOrder(io: Io, pieces: number): Turn[] {
  const waiting: IoEvent[][] = Array.from({ length: pieces }, () => []);
  const ended = new Set<number>();
  let turn = 0;
  return waiting.map((held, index) => ({
    io: heardBy(io, (event) => void (index === turn ? io.tell(event) : held.push(event))),
    done() {
      ended.add(index);
      while (ended.has(turn)) for (const event of waiting[++turn] ?? []) io.tell(event);
    },
  }));
}
