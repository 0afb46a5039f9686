import { expect, test } from 'vitest';
import { masked } from './masked.ts';
import type { ParameterValue } from './model.ts';

const parameter = (value: string, resolved: string | string[], noEcho: boolean): ParameterValue => ({
  key: 'P',
  value,
  resolved,
  fromSsm: value !== resolved,
  noEcho,
});

test('what a hidden parameter means is masked wherever it stands, the longest first; its name in Parameter Store is not', () => {
  const parameters = [parameter('/shop/key', 'sen', true), parameter('a,b', ['hoa-sen', 'hoa'], true), parameter('mai', 'mai', false)];
  expect(masked({ Name: '/shop/key mai', Deep: [{ Keys: ['sen', 'hoa-sen!', 'hoa', 7, true] }] }, parameters)).toEqual({
    Name: '/shop/key mai',
    Deep: [{ Keys: ['****', '****!', '****', 7, true] }],
  });
});

test('an empty value hides nothing', () => {
  expect(masked({ Name: 'shop' }, [parameter('', '', true)])).toEqual({ Name: 'shop' });
});
