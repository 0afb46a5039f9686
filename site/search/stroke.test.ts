import { expect, test } from 'vitest';
import { withoutStroke, withStroke } from './stroke.ts';

test('đ becomes a letter and a mark, and comes back', () => {
  expect(withStroke('Đường ống đứt').normalize('NFD').replace(/\p{M}/gu, '')).toBe('Duong ong dut');
  expect(withoutStroke(withStroke('Đường ống đứt'))).toBe('Đường ống đứt');
});
