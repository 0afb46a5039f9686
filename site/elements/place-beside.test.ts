import { expect, test } from 'vitest';
import { placeOf } from './place-beside.ts';

const size = { width: 300, height: 100 };
const phone = { width: 360, height: 640 };

test('a box stands below its anchor, above it at the foot of the window, and never beyond the sides', () => {
  expect(placeOf({ left: 20, top: 100, bottom: 120 }, size, phone)).toEqual({ left: 20, top: 128 });
  expect(placeOf({ left: 340, top: 600, bottom: 620 }, size, phone)).toEqual({ left: 44, top: 492 });
  expect(placeOf({ left: 0, top: 10, bottom: 30 }, size, { width: 360, height: 100 })).toEqual({ left: 16, top: 38 });
});
