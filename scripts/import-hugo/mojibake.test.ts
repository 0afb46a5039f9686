import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mendMojibake } from './mojibake.ts';

/** UTF-8 read as Windows-1252, as browsers do it: bytes without a letter become control characters. */
const misread = (text: string, encoding: 'windows-1252' | 'latin1' = 'windows-1252') => {
  const bytes = new TextEncoder().encode(text);
  return encoding === 'latin1' ? String.fromCharCode(...bytes) : new TextDecoder('windows-1252').decode(bytes);
};

const words = fc.array(
  fc.constantFrom(
    'đường',
    'ống',
    'hàm',
    'Lambda',
    'hàng đợi',
    'Ở',
    'ưu đãi',
    'xoá',
    '“quyền”',
    '→',
    '✅',
    'LỖI',
    'bảng…',
    'S3',
    'mỗi',
    'phí',
  ),
  { minLength: 3, maxLength: 12 },
);

test('what was misread once or twice, in either way, is read again; a line of it is reported', () => {
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('windows-1252' as const, 'latin1' as const),
      fc.integer({ min: 1, max: 2 }),
      (list, encoding, times) => {
        const text = `Đây là ${list.join(' ')}`;
        let wrong = text;
        for (let time = 0; time < times; time++) wrong = misread(wrong, encoding);
        const { text: mended, repaired, lost } = mendMojibake(wrong);
        expect(mended).toBe(text);
        expect(repaired).toEqual([{ line: 1, from: wrong.trim(), to: text }]);
        expect(lost).toEqual([]);
      },
    ),
  );
});

test('text that is well stays as it is', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), (lines) => {
      const text = lines.map((list) => list.join(' ')).join('\n');
      expect(mendMojibake(text)).toEqual({ text, repaired: [], lost: [], unsure: [] });
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => mendMojibake(text).text.split('\n').length === text.split('\n').length));
});

test('capitals before quotes and dots are no misread letters', () => {
  const text = '“KHÔNG CÓ” … “LÀ”\nĐÃ” xong\nTHAY MÃ”';
  expect(mendMojibake(text).text).toBe(text);
});

test('where bytes were lost, the rest is repaired and the loss told: nothing is guessed', () => {
  const { text, repaired, lost } = mendMojibake('MÃ´ hÃ¬nh nhá» vÃ\u00a0 Ä\u0090Äƒng, chÃnh\nÄÄƒng kÃ½');
  expect(text).toBe('Mô hình nhá» và Đăng, chÃnh\nÄăng ký');
  expect(repaired.map(({ line }) => line)).toEqual([1, 2]);
  expect(lost).toEqual([
    { line: 1, what: 'á» (nhá»)' },
    { line: 1, what: 'Ã (chÃnh)' },
    { line: 2, what: 'Ä (Äăng)' },
  ]);
});

test('a line that also holds real letters is told, not touched', () => {
  const text = 'Đường vÃ\u00a0 á»ng\nMÃ´ hÃ¬nh';
  const { text: mended, unsure } = mendMojibake(text);
  expect(mended).toBe('Đường vÃ\u00a0 á»ng\nMô hình');
  expect(unsure).toEqual([{ line: 1, what: 'Đường vÃ\u00a0 á»ng' }]);
});
