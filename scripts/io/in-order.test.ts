import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';
import { recordedIo } from './recorded.ts';

const text = (piece: number, line: number) => ({ type: 'text' as const, text: `${piece}.${line}` });

test('the first piece is heard live, the others in order, whole, whoever ends first', () => {
  const io = recordedIo();
  const [first, second, third] = inOrder(io, 3);
  second!.io.tell(text(1, 0));
  first!.io.tell(text(0, 0));
  third!.io.tell(text(2, 0));
  third!.done();
  expect(io.events).toEqual([text(0, 0)]);
  first!.done();
  second!.io.tell(text(1, 1));
  expect(io.events).toEqual([text(0, 0), text(1, 0), text(1, 1)]);
  second!.done();
  expect(io.events).toEqual([text(0, 0), text(1, 0), text(1, 1), text(2, 0)]);
});

test('nothing is lost or swapped, however pieces take turns', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 40 }), (picks) => {
      const io = recordedIo();
      const turns = inOrder(io, 5);
      const lines = [0, 0, 0, 0, 0];
      for (const piece of picks) turns[piece]!.io.tell(text(piece, lines[piece]!++));
      for (const piece of [3, 1, 4, 0, 2]) turns[piece]!.done();
      expect(io.events).toEqual(lines.flatMap((count, piece) => Array.from({ length: count }, (_, line) => text(piece, line))));
    }),
  );
});
