import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Piece, piecesOf } from './shortcodes.ts';

/** Shortcodes as nested lists of names, text as it is. */
const shape = (pieces: readonly Piece[]): unknown[] =>
  pieces.map((piece) => {
    if (piece.kind === 'text') return piece.value;
    if (piece.kind === 'stray') return `stray ${piece.raw}`;
    return [piece.name, Object.fromEntries(piece.parameters), ...(piece.inner ? [shape(piece.inner)] : [])];
  });

test('both marks, parameters by name and by place, quotes that hold the end mark, nested and closed in themselves', () => {
  expect(shape(piecesOf('a {{% notice tip "Đọc \\"kỹ\\"" %}}b{{< ref "x.md" >}}{{% /notice %}} c'))).toEqual([
    'a ',
    ['notice', { 0: 'tip', 1: 'Đọc "kỹ"' }, ['b', ['ref', { 0: 'x.md' }]]],
    ' c',
  ]);
  expect(shape(piecesOf('{{%attachments title="a >}} b" pattern=".*(zip)"/%}}{{<button href="/x/" >}}Go{{</button>}}'))).toEqual([
    ['attachments', { title: 'a >}} b', pattern: '.*(zip)' }],
    ['button', { href: '/x/' }, ['Go']],
  ]);
});

test('what never ends has no inside, what never began is stray, and neither takes its neighbours along', () => {
  expect(shape(piecesOf('{{% tab %}}{{% notice %}}x{{% /tab %}}y{{% /expand %}}'))).toEqual([
    ['tab', {}, [['notice', {}], 'x']],
    'y',
    'stray {{% /expand %}}',
  ]);
});

test('code is text, also behind a shortcode in the same line; a shortcode in a comment is shown', () => {
  const fenced = '```yaml\n{{< ref "x" >}}\n```';
  expect(shape(piecesOf(fenced))).toEqual([fenced]);
  expect(shape(piecesOf('`{{% notice %}}` and {{</* ref "x" */>}}'))).toEqual(['`{{% notice %}}` and {{< ref "x" >}}']);
  expect(shape(piecesOf('{{%expand "A" %}}```go\n{{% x %}}\n```{{% /expand %}}z'))).toEqual([
    ['expand', { 0: 'A' }, ['```go\n{{% x %}}\n```']],
    'z',
  ]);
});

test('lines are those of the file', () => {
  const [text, notice] = piecesOf('a\nb\n{{% notice %}}\nc\n{{% /notice %}}', 5);
  expect([text!.line, notice!.line]).toEqual([5, 7]);
  expect((notice as Extract<Piece, { kind: 'shortcode' }>).inner![0]!.line).toBe(7);
});

test('pieces put together again are the source, whatever it is', () => {
  const raw = (pieces: readonly Piece[]): string =>
    pieces
      .map((piece) =>
        piece.kind === 'text'
          ? piece.value
          : piece.kind === 'stray'
            ? piece.raw
            : piece.opening + raw(piece.inner ?? []) + (piece.closing ?? ''),
      )
      .join('');
  const part = fc.constantFrom(
    '{{% notice %}}',
    '{{% /notice %}}',
    '{{< tab "x" >}}',
    '{{< /tab >}}',
    '{{',
    '}}',
    '`',
    '```\n',
    '\n',
    'từ ',
    '"',
    '%}}',
    '/>}}',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 25 }), (parts) => {
      const source = parts.join('').replaceAll('/*', '');
      return raw(piecesOf(source)) === source;
    }),
  );
});
