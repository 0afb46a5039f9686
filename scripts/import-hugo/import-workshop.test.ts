import { compile } from '@mdx-js/mdx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toBook } from '../../site/chapters/book.ts';
import type { Entry } from '../../site/chapters/chapter.ts';
import { frontMatter } from '../../site/chapters/front-matter.ts';
import { rehypeHeadings } from '../../site/chapters/headings.ts';
import { rehypeFences } from '../../site/code/fences.ts';
import { decodeEntities } from './html-tags.ts';
import { type Imported, importWorkshop } from './import-workshop.ts';
import type { Home } from './place.ts';
import type { SourceFolder } from './source-folder.ts';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const folderOf = (files: Readonly<Record<string, string | Uint8Array>>): SourceFolder => ({
  files: Object.keys(files),
  read: (file) => {
    const content = files[file]!;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  },
});
const head = (title: string, weight = 1) =>
  `---\ntitle : "${title}"\ndate :  "\`r Sys.Date()\`"\nweight : ${weight}\nchapter : false\npre : " <b> ${weight}. </b> "\n---\n`;
const importOf = (files: Readonly<Record<string, string | Uint8Array>>, home: Home = undefined) => importWorkshop(folderOf(files), home);
/** One English page, without its front matter. */
const bodyOf = (body: string, files: Readonly<Record<string, string | Uint8Array>> = {}) => {
  const imported = importOf({ 'content/_index.md': head('Workshop') + body, 'content/_index.vi.md': head('Workshop'), ...files });
  return { body: imported.pages.get('en/index.mdx')!.split('\n---\n')[1]!.trim(), keys: keysOf(imported), imported };
};
const keysOf = ({ report }: Imported) => report.sorted().map(({ key, line, file }) => `${key} ${file.split('/').at(-1)}:${line}`);

/** The pages as the site's build reads them: schema, tree, parity, every text compiled. Throws what a build would. */
async function build({ pages }: Imported): Promise<void> {
  const entries = { vi: [] as Entry[], en: [] as Entry[] };
  for (const [file, text] of pages) {
    const [, front, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text)!;
    const [, language, id] = /^(vi|en)\/(.*)\.mdx$/.exec(file)!;
    entries[language as 'vi' | 'en'].push({ id: id!, file: `site/content/${file}`, data: frontMatter.parse(parse(front!)), body: body! });
    await compile({ value: body!, path: `site/content/${file}` }, { rehypePlugins: [rehypeHeadings, rehypeFences], remarkPlugins: [] });
  }
  toBook(entries, (message) => {
    throw new Error(message);
  });
}

test('a small workshop becomes pages that build: pairs, a page in one language, a section without a page, weights that clash', async () => {
  const imported = importOf(
    {
      'config.toml': 'baseURL = "https://example.com/my-shop/"\ndefaultContentLanguage = "en"\n[languages.vi]\nweight = 2\n',
      'content/_index.md':
        head('My workshop', 0) +
        '# My workshop\n\nWelcome to a workshop that is long enough.\n\n- [First](1-first/)\n- [Role](/my-shop/2-b/role/#make-it)\n',
      'content/_index.vi.md': `${head('Xưởng của tôi', 0)}# Xưởng của tôi\n\nChào mừng bạn.\n\n- [Một](1-first/)\n- [Vai trò](/my-shop/vi/2-b/role/)\n`,
      'content/1-first/_index.md': `${head('First', 1)}#### Goal\n\n![console](/my-shop/images/1/a%20b.PNG?width=90pc)\n\n#### Goal\n`,
      'content/1-first/_index.vi.md': `${head('Một', 1)}#### Mục tiêu\n\n![bảng điều khiển](/images/1/a%20b.PNG)\n\n#### Mục tiêu\n`,
      'content/2-b/role.md': `${head('Role', 1)}## Make it\n\nText <account-id> and {braces}.\n`,
      'content/3-c/_index.md': `${head('Clean up', 1)}See [the file](/files/x.zip).\n`,
      'static/images/1/a b.png': PNG,
      'static/files/x.zip': 'zip',
    },
    { number: 9, slug: 'my-shop' },
  );
  await build({
    ...imported,
    pages: new Map([
      ...imported.pages,
      ...['vi', 'en'].map(
        (language) =>
          [
            `${language}/index.mdx`,
            `---\ntitle: Home\ndescription: A home page for the test.\nweight: 0\n${language === 'en' ? 'source: "e3b0c44298"\n' : ''}---\n\n`,
          ] as const,
      ),
    ]),
  });
  expect([...imported.pages.keys()].filter((file) => file.startsWith('vi/')).sort()).toEqual([
    'vi/9-my-shop/1-first/index.mdx',
    'vi/9-my-shop/2-b/1-role/index.mdx',
    'vi/9-my-shop/2-b/index.mdx',
    'vi/9-my-shop/3-c/index.mdx',
    'vi/9-my-shop/index.mdx',
  ]);
  expect([...imported.pictures]).toEqual([['vi/9-my-shop/images/1/a-b.png', 'static/images/1/a b.png']]);
  expect([...imported.downloads]).toEqual([['my-shop/files/x.zip', 'static/files/x.zip']]);
  const first = imported.pages.get('vi/9-my-shop/1-first/index.mdx')!;
  expect(first).toContain('## Mục tiêu [#goal]');
  expect(first).toContain('## Mục tiêu [#goal-2]');
  expect(first).toContain('![bảng điều khiển](../images/1/a-b.png)');
  expect(imported.pages.get('en/9-my-shop/1-first/index.mdx')).toContain('![console](../../../vi/9-my-shop/images/1/a-b.png)');
  expect(imported.pages.get('en/9-my-shop/index.mdx')).toContain('[Role](/my-shop/b/role/#make-it)');
  expect(imported.pages.get('en/9-my-shop/2-b/1-role/index.mdx')).toContain('Text \\<account-id> and \\{braces}.');
  expect(imported.pages.get('vi/9-my-shop/2-b/1-role/index.mdx')).toContain('<Notice kind="warning" title="Chưa được dịch">');
  expect(imported.pages.get('en/9-my-shop/3-c/index.mdx')).toContain('[the file](/my-shop/files/x.zip)');
  expect(keysOf(imported)).toEqual(
    expect.arrayContaining(['import.section 2-b:0', 'import.twin role.md:0', 'import.field _index.md:3', 'import.title-twice _index.md:8']),
  );
});

test('shortcodes of either mark become components, also inside lists and each other', async () => {
  const { body, imported } = bodyOf(
    [
      '1. Open it',
      '   {{% notice info %}}',
      '   **Note**: a {brace}.',
      '   {{% /notice %}}',
      '2. Go on {{% button href="https://aws.amazon.com/" %}}AWS{{% /button %}}',
      '',
      '{{< tabs groupId="os" >}}',
      '{{% tab name="Linux" %}}',
      '```bash {linenos=true}',
      'ls {{ .Values }}',
      '```',
      '{{% /tab %}}',
      '{{% tab name="Windows" %}}',
      '{{%expand "Why?" %}}Because.{{% /expand%}}',
      '{{% /tab %}}',
      '{{< /tabs >}}',
      '',
      '{{<mermaid align="left">}}',
      'graph LR;',
      '    A --> B{x}',
      '{{< /mermaid >}}',
      '',
      '{{% children depth="1" /%}}',
      '',
      '{{< gadget color="red" >}}inside{{< /gadget >}}',
    ].join('\n'),
  );
  expect(body.split('\n').filter((line) => line.trim() !== '')).toEqual([
    '1. Open it',
    '   <Notice>',
    '     **Note**: a \\{brace}.',
    '   </Notice>',
    '2. Go on [AWS](https://aws.amazon.com/)',
    '<Tabs sync="os">',
    '  <Tab label="Linux">',
    '    ```sh',
    '    ls {{ .Values }}',
    '    ```',
    '  </Tab>',
    '  <Tab label="Windows">',
    '    <Expand title="Why?">',
    '      Because.',
    '    </Expand>',
    '  </Tab>',
    '</Tabs>',
    '```text',
    'graph LR;',
    '    A --> B{x}',
    '```',
    '<Cards />',
    '`{{< gadget color="red" >}}`',
    'inside',
    '`{{< /gadget >}}`',
  ]);
  await build(imported);
});

test('links and pictures: by reference, by name, relative, to nowhere, without words, without a file', async () => {
  const { body, keys, imported } = bodyOf(
    [
      '[A]({{< ref "other" >}}) [B]({{% relref "other.md#deep-down" %}}) [C](./other) [D](/gone/) [E][far]',
      '',
      '![](/images/no-words-here.png) ![x](/images/gone.png) ![y](https://example.com/y.png)',
      '',
      '{{< figure src="/images/no-words-here.png" alt="All of it" caption="Big" link="https://example.com" >}}',
      '',
      '[far]: https://example.com/far',
    ].join('\n'),
    {
      'content/other.md': `${head('Other')}## Deep down\n`,
      'content/other.vi.md': `${head('Khác')}## Sâu\n`,
      'static/images/no-words-here.png': PNG,
    },
  );
  expect(body).toBe(
    [
      '[A](/other/) [B](/other/#deep-down) [C](/other/) D (`/gone/`) [E](https://example.com/far)',
      '',
      '![Picture: no words here](../vi/images/no-words-here.png) `![x](/images/gone.png)` [y](https://example.com/y.png)',
      '',
      '[![All of it](../vi/images/no-words-here.png "Big")](https://example.com)',
    ].join('\n'),
  );
  expect(keys).toEqual(
    expect.arrayContaining([
      'import.link-nowhere _index.md:8',
      'import.picture-missing _index.md:10',
      'import.picture-elsewhere _index.md:10',
      'import.alt _index.md:10',
    ]),
  );
  await build(imported);
});

test('HTML that Markdown has words for is Markdown; what only looks goes; what a page cannot hold is shown', async () => {
  const { body, keys, imported } = bodyOf(
    [
      '<div align="center">',
      '  <img src="/a.png" width="50%" alt="An arch">',
      '</div>',
      '',
      'Line one<br>line <b>bold</b> <font color="red">red</font> &nbsp; <u>under</u> <!-- hidden words -->',
      '',
      '<details><summary>More</summary>',
      '',
      'Inside *it*.',
      '',
      '</details>',
      '',
      '| a | b |',
      '| - | - |',
      '| x<br/>y | <ul><li>one</li><li>two</li></ul> |',
      '',
      '<table><tr><th>H</th></tr><tr><td>c</td></tr></table>',
      '',
      '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
      '',
      '<script>alert("x")</script>',
    ].join('\n'),
    { 'static/a.png': PNG },
  );
  expect(body).toContain('![An arch](../vi/images/a.png)');
  expect(body).toContain('Line one<br />line **bold** red \u00a0 <u>under</u>');
  expect(body).toContain('<Expand title="More">\n  Inside *it*.\n</Expand>');
  expect(body).toContain('| x<br />y | one two |');
  expect(body).toContain('| H |\n| - |\n| c |');
  expect(body).toContain('[https://www.youtube.com/embed/abc](https://www.youtube.com/embed/abc)');
  expect(body).toContain('```html\n<script>alert("x")</script>\n```');
  expect(keys).toEqual(expect.arrayContaining(['import.look _index.md:8', 'import.comment _index.md:12', 'import.html-raw _index.md:28']));
  await build(imported);
});

test('a picture in a line of its own is a figure of its own, and columns are aligned by nobody', async () => {
  const { body, keys } = bodyOf('1. Click\n![one](/a.png)\n\n| a |\n|:-:|\n| b |\n', { 'static/a.png': PNG });
  expect(body).toBe('1. Click\n\n   ![one](../vi/images/a.png)\n\n| a |\n| - |\n| b |');
  expect(keys).toContain('import.look _index.md:11');
});

test('two languages that differ in structure say so in both pages', async () => {
  const imported = importOf({ 'content/_index.md': `${head('A')}## One\n`, 'content/_index.vi.md': `${head('B')}Không có gì.\n` });
  for (const language of ['vi', 'en']) expect(imported.pages.get(`${language}/index.mdx`)).toMatch(/^unpaired: /m);
  expect(keysOf(imported)).toContain('import.unpaired _index.md:0');
  await build(imported);
});

test('separate trees, a tree by its settings, TOML, and a language that is not here', () => {
  const trees = importOf({
    'content/vi/_index.md': '+++\ntitle = "Nhà"\n+++\n',
    'content/en/_index.md': '+++\ntitle = "Home"\n+++\n',
    'content/_index.ja.md': 'x',
  });
  expect(trees.pages.get('vi/index.mdx')).toContain('title: Nhà');
  expect(trees.pages.get('en/index.mdx')).toContain('title: Home');
  expect(keysOf(trees)).toContain('import.language _index.ja.md:0');
  const apart = importOf({
    'hugo.yaml': 'languages:\n  vi:\n    contentDir: noidung\n',
    'noidung/a.md': head('Một'),
    'content/a.md': head('One'),
  });
  expect([...apart.pages.keys()]).toContain('vi/1-a/index.mdx');
  expect(apart.pages.get('en/1-a/index.mdx')).toContain('title: One');
});

/** Pieces of pages, good and broken. */
const piece = fc.oneof(
  fc.constantFrom(
    '{{% notice tip %}}',
    '{{% /notice %}}',
    '{{< tabs >}}',
    '{{% tab name="A" %}}',
    '{{% /tab %}}',
    '{{< /tabs >}}',
    '{{% expand "B" %}}',
    '{{% /expand %}}',
    '{{< ref "x" >}}',
    '{{% children %}}',
    '{{< unknown a="từ" >}}',
    '{{%attachments title="T" /%}}',
    '[x](/y/)',
    '![p](/q.png)',
    '<div>',
    '</div>',
    '<b>',
    '</b>',
    '<br>',
    '<table><tr><td>',
    '</td></tr></table>',
    '<details><summary>s</summary>',
    '</details>',
    '<YOUR_NAME>',
    '<script>',
    '</script>',
    '<!-- c -->',
    '{',
    '}',
    '{{',
    'import x',
    'export const y',
    '```',
    '```js {a=1}',
    '~~~',
    '# h',
    '#### k {#own}',
    '- ',
    '1. ',
    '> ',
    '| a | b |\n|--|--|\n| c | d |',
    '    code',
    '[^1]',
    '[^1]: note',
    '&lt;',
    '&nbsp;',
    '\\{',
    '$1',
    '[r]: /z "t"',
    '[r]',
    '***',
    '_',
    '`',
    '<a name="1"></a>',
    '<img src="/i.png">',
    '\t',
    '---',
  ),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('đám mây', 'hàm', 'Lambda'),
);
const page = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', '\n', '\n\n', '\n   ')), { maxLength: 30 })
  .map((parts) => parts.flat().join(''));

test('whatever a page holds, the import does not throw, what it makes builds, and no word is gone without being told', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (source) => {
      const imported = importOf({ 'content/_index.md': head('Workshop') + source, 'content/_index.vi.md': head('Xưởng') });
      await build(imported);
      const notes = imported.report.notes.filter(({ file }) => file === 'content/_index.md');
      const told = JSON.stringify(notes.map(({ parameters }) => parameters));
      const text = imported.pages.get('en/index.mdx')!;
      for (const word of source.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
        if (!/^(lt|nbsp|x?\d+)$/.test(word)) expect(decodeEntities(text) + told).toContain(word);
      expect(notes.filter(({ key }) => key === 'import.words').map(({ parameters }) => parameters)).toEqual([]);
    }),
    { numRuns: 200, seed: 2026 },
  );
});
