import { describe, expect, test } from 'vitest';
import { beVietnamPro, inLines, outline, widthOf } from './outline.ts';

const face = beVietnamPro(600);
const vowels = 'aăâeêioôơuưy';
const tones = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

describe('a text as outlines', () => {
  test('has every Vietnamese letter with every tone, each a shape of its own', () => {
    const letters = [...vowels, ...vowels.toUpperCase()].flatMap((vowel) => ['', ...tones].map((tone) => (vowel + tone).normalize('NFC')));
    const shapes = [...letters, 'đ', 'Đ'].map((letter) => outline(face, letter, 0, 100, 60));
    expect(new Set(shapes).size).toBe(letters.length + 2);
    for (const shape of shapes) expect(shape).toMatch(/^M[-\d. MLQCZ]+$/);
  });

  test('is where it should be: no number is lost', () => {
    const shape = outline(face, 'LEDA: đếm đúng trên một đường ống', 72, 200, 60);
    expect(shape).not.toContain('NaN');
    const x = [...shape.matchAll(/M(-?[\d.]+)/g)].map(([, value]) => Number(value));
    expect(Math.min(...x)).toBeGreaterThan(70);
    expect(Math.max(...x)).toBeLessThan(72 + widthOf(face, 'LEDA: đếm đúng trên một đường ống', 60));
  });

  test('is kerned', () => {
    expect(widthOf(face, 'AV', 60)).toBeLessThan(widthOf(face, 'A', 60) + widthOf(face, 'V', 60));
  });

  test('names a letter the typeface lacks', () => {
    expect(() => outline(face, 'Mây 雲', 0, 0, 60)).toThrow('Be Vietnam Pro has no "雲" (U+96F2), in "Mây 雲"');
  });
});

test('lines are as equal as may be, and none is too wide', () => {
  const title = 'LEDA: đếm đúng trên một đường ống hay hỏng';
  const lines = inLines(face, title, 60, 1056);
  expect(lines).toEqual(['LEDA: đếm đúng trên', 'một đường ống hay hỏng']);
  for (const line of lines) expect(widthOf(face, line, 60)).toBeLessThanOrEqual(1056);
});
