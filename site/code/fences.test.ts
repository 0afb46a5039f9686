import { describe, expect, test } from 'vitest';
import { type ElementNode, textOf } from '../chapters/tree.ts';
import { fenceInfo, rehypeFences } from './fences.ts';

describe('fenceInfo', () => {
  test.each([
    ['sh', 'run', { role: 'run', notes: [] }],
    ['sh', 'run fails', { role: 'run', notes: ['fails'] }],
    ['sh', 'run edited fails', { role: 'run', notes: ['fails', 'edited'] }],
    ['text', 'expect', { role: 'expect', notes: [] }],
    ['ts', 'title="a b.ts"', { role: 'show', title: 'a b.ts' }],
  ])('```%s %s', (language, meta, expected) => {
    expect(fenceInfo(language, meta)).toMatchObject(expected);
  });

  test('a word it does not know is refused, with those it knows', () => {
    expect(() => fenceInfo('sh', 'ru')).toThrow(
      'a fence does not know "ru". It knows: run, expect, fails, stays, edited, aws, title="..."',
    );
  });

  test('only shell commands are run', () => {
    expect(() => fenceInfo('ts', 'run')).toThrow('a fence to run is written in sh, not ts');
  });
});

function fence(language: string, metastring: string, value: string): ElementNode {
  const code: ElementNode = {
    type: 'element',
    tagName: 'code',
    properties: { className: [`language-${language}`], metastring },
    children: [],
  };
  code.children.push({ type: 'text', value } as ElementNode['children'][number]);
  return { type: 'element', tagName: 'pre', properties: {}, children: [code] };
}

describe('rehypeFences', () => {
  test('marks the lines that begin a command, and keeps the text as it was typed', async () => {
    const pre = fence('sh', 'run', '# first\nnpm ci \\\n  --silent\nnpm start\n');
    await rehypeFences()(pre, { path: 'a.mdx' });
    const lines = (pre.children[0] as ElementNode).children as ElementNode[];
    expect(lines.map(({ properties }) => properties.className)).toEqual([['line'], ['line', 'prompt'], ['line'], ['line', 'prompt']]);
    expect(textOf(pre)).toBe('# first\nnpm ci \\\n  --silent\nnpm start\n');
    expect(pre.properties).toEqual({ 'data-role': 'run', 'data-language': 'sh' });
  });

  test('an error names the page', async () => {
    await expect(rehypeFences()(fence('cobol', '', 'x'), { path: 'site/content/vi/a.mdx' })).rejects.toThrow(
      'site/content/vi/a.mdx: no highlighting for "cobol". Known: ts, json, sh, yaml, html, text',
    );
  });
});
