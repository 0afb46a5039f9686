import { describe, expect, test } from 'vitest';
import { marked } from './marks.ts';
import { tabLabels } from './tab-labels.ts';

describe('marked', () => {
  test('reads lines and ranges of lines', () => {
    expect([...marked('2,4-6', 6)]).toEqual([2, 4, 5, 6]);
    expect(marked('', 6).size).toBe(0);
  });

  test.each(['0', '7', '5-7', '4-2', 'x'])('refuses %s where there are six lines', (list) => {
    expect(() => marked(list, 6)).toThrow(`mark="${list}" names lines that are not there: 1 to 6 are`);
  });
});

test('a set of tabs has two to four', () => {
  const tab = (label: string) => `<div class="tab" data-label="${label}">x</div>`;
  expect(tabLabels(tab('a') + tab('b'))).toEqual(['a', 'b']);
  expect(() => tabLabels(tab('a'))).toThrow('Tabs holds two to four Tab, not 1 (a)');
});
