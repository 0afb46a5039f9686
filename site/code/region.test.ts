import { describe, expect, test } from 'vitest';
import { regionsOf, snippet, withoutMarkers } from './region.ts';

const source = `import a from 'a';

class A {
  // #region outer
  one();
  // #region inner
  if (two) {
    three();
  }
  // #endregion inner
  // #endregion outer
}
`;

describe('snippet', () => {
  test('cuts out a region, without markers and without the indentation all lines share, and says where it stood', () => {
    expect(snippet(source, 'a.ts', 'inner')).toEqual({ code: 'if (two) {\n  three();\n}', numbers: [7, 8, 9] });
  });

  test('a region may hold another one', () => {
    expect(snippet(source, 'a.ts', 'outer')).toEqual({ code: 'one();\nif (two) {\n  three();\n}', numbers: [5, 7, 8, 9] });
  });

  test('without a region it is the whole file, markers left out', () => {
    expect(snippet(source, 'a.ts').code.split('\n')).toHaveLength(8);
    expect(snippet('a\r\nb\r\n', 'a.ts')).toEqual({ code: 'a\nb', numbers: [1, 2] });
  });

  test('a missing region names the file and the regions there are', () => {
    expect(() => snippet(source, 'labs/x/a.ts', 'middle')).toThrow('labs/x/a.ts has no region "middle". Regions there: outer, inner');
    expect(() => snippet('a', 'a.ts', 'x')).toThrow('Regions there: none');
  });

  test('a region that is never closed is refused', () => {
    expect(() => snippet('// #region a\nb\n', 'a.ts', 'a')).toThrow('a.ts: region "a", line 1, is never closed');
  });
});

test('markers of other languages are known too', () => {
  expect(regionsOf('# region yaml\n<!-- #region html -->\n-- #region sql\n/* #region css */')).toEqual(['yaml', 'html', 'sql', 'css']);
});

test('withoutMarkers leaves everything else as it is', () => {
  expect(withoutMarkers('// #region a\nb\n// #endregion a\nc')).toBe('b\nc');
});
