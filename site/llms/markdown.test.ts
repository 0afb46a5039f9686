import { describe, expect, test } from 'vitest';
import { pageAsMarkdown } from './markdown.ts';

const at = new URL('https://example.org/en/leda/');
const read = (html: string) =>
  pageAsMarkdown(`<!doctype html><html><body><nav>menu</nav><article data-pagefind-body>${html}</article></body></html>`, at);

describe('a page as Markdown', () => {
  test('keeps headings, text, links with whole addresses, and lists', () => {
    expect(
      read(
        '<h1>LEDA &amp; more</h1><p>See <a href="/en/x/#y">the <em>other</em> page</a> and <code>a &lt; b</code>.</p><ol><li><p>one</p><ul><li>two</li></ul></li><li>three</li></ol>',
      ),
    ).toBe('# LEDA & more\n\nSee [the *other* page](https://example.org/en/x/#y) and `a < b`.\n\n1. one\n\n   - two\n2. three\n');
  });

  test('keeps code word for word, inside custom elements and figures too', () => {
    expect(
      read(
        '<x-tabs><figure><figcaption data-pagefind-ignore>Terminal</figcaption><pre tabindex="0"><code><span class="line">if (a &lt; b) {\n</span><span class="line">  ```\n</span></code></pre></figure></x-tabs>',
      ),
    ).toBe('**Terminal**\n\n````\nif (a < b) {\n  ```\n````\n');
  });

  test('says what a drawing shows, what a table holds, what is folded', () => {
    expect(
      read(
        '<svg role="img"><title>The pipeline</title><desc>A to B</desc><g><text>A</text></g></svg><table><thead><tr><th>Name</th><th>Is</th></tr></thead><tbody><tr><td>a|b</td><td><code>x</code></td></tr></tbody></table><details><summary>Answer</summary><p>42</p></details>',
      ),
    ).toBe('*[The pipeline. A to B]*\n\n| Name | Is |\n| --- | --- |\n| a\\|b | `x` |\n\n**Answer**\n\n42\n');
  });

  test('leaves out what only a reader at a screen needs', () => {
    expect(read('<p>text</p><button>Copy</button><div data-pagefind-ignore><p>pager</p></div><script>1 < 2</script>')).toBe('text\n');
  });

  test('refuses HTML that the site would not have written', () => {
    expect(() => read('<p><b>x</p>')).toThrow('</p> closes <b>');
    expect(() => pageAsMarkdown('<p>x</p>', at)).toThrow('has no element with data-pagefind-body');
  });
});
