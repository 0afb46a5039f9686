import { expect, test } from 'vitest';
import { LEAST, MOST, scrolledTo, zoomed } from './zoom.ts';

test('buttons and keys enlarge, shrink and fit, within limits', () => {
  expect(zoomed(1, 'in')).toBe(1.25);
  expect(zoomed(1.25, '-')).toBe(1);
  expect(zoomed(3, '0')).toBe(1);
  expect(zoomed(MOST, '+')).toBe(MOST);
  expect(zoomed(LEAST, 'out')).toBe(LEAST);
  expect(zoomed(1, 'Tab')).toBeUndefined();
});

test('what lies under the pointer stays there', () => {
  // 300 px into the drawing, seen 100 px from the edge; at twice the size it is at 600.
  expect(scrolledTo(200, 100, 1, 2)).toBe(500);
  expect(scrolledTo(500, 100, 2, 1)).toBe(200);
});
