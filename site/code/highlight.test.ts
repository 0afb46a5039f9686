import { expect, test } from 'vitest';
import { highlight, toHtml } from './highlight.ts';

test('code becomes classes only: no colour stands in the page', async () => {
  const html = toHtml(await highlight("const a = '<b>'; // c", 'ts'), () => 'marked');
  expect(html).toBe(
    '<span class="line marked"><span class="k-keyword">const </span><span class="k-constant">a </span><span class="k-keyword">= </span><span class="k-string-expression">\'&lt;b&gt;\'</span>; <span class="k-comment">// c</span>\n</span>',
  );
});

test('an unknown language is refused, with those there are', async () => {
  await expect(highlight('x', 'cobol')).rejects.toThrow('no highlighting for "cobol". Known: ts, json, sh, yaml, html, text');
});
