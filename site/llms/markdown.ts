import { find, type HtmlElement, type Node, parseHtml } from './html-tree.ts';

/** The text of a rendered page as Markdown, components and embedded code included. Throws when the page has no body to read. */
export function pageAsMarkdown(html: string, address: URL): string {
  const article = find(parseHtml(html), ({ attributes }) => attributes.has('data-pagefind-body'));
  if (!article) throw new Error(`${address.href} has no element with data-pagefind-body`);
  return `${blocks(article, address)
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

const skipped = new Set(['script', 'style', 'template', 'button', 'input', 'select', 'dialog', 'nav', 'noscript', 'progress', 'label']);
const blockNames = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li pre table blockquote figure figcaption details summary dl dt dd div section article header footer hr svg aside'.split(
    ' ',
  ),
);

function isSkipped({ name, attributes }: HtmlElement): boolean {
  return skipped.has(name) || attributes.has('data-pagefind-ignore') || (attributes.has('aria-hidden') && name !== 'svg');
}

/** A node whose children are blocks, or a line of text. */
function blocks(node: HtmlElement, at: URL): string {
  let out = '';
  let line: Node[] = [];
  const flush = () => {
    const text = inline(line, at).trim();
    if (text) out += `${text}\n\n`;
    line = [];
  };
  for (const child of node.children) {
    if (typeof child === 'string' || !isBlock(child)) line.push(child);
    else {
      flush();
      out += block(child, at);
    }
  }
  flush();
  return out;
}

/** Elements that are no block but hold some (custom elements) are one, too. */
function isBlock(element: HtmlElement): boolean {
  return blockNames.has(element.name) || find(element, ({ name }) => blockNames.has(name)) !== undefined;
}

function block(element: HtmlElement, at: URL): string {
  const { name, children } = element;
  if (name === 'figcaption') return caption(element, at);
  if (name === 'figure' && isSkipped(element)) return shownDifferently(element, at);
  if (isSkipped(element)) return '';
  const text = () => inline(children, at).trim();
  const heading = /^h([1-6])$/.exec(name);
  if (heading) return `${'#'.repeat(Number(heading[1]))} ${text()}\n\n`;
  if (name === 'pre') return `${fenced(plain(element).replace(/\n+$/, ''))}\n\n`;
  if (name === 'hr') return '---\n\n';
  if (name === 'table') return table(element, at);
  if (name === 'blockquote') return indented(blocks(element, at), '> ', '> ');
  if (name === 'ul' || name === 'ol') return list(element, at);
  if (name === 'dt' || name === 'summary') return text() ? `**${text()}**\n\n` : '';
  if (name === 'svg') return drawing(element);
  return blocks(element, at);
}

/** What a block of code is, for those who do not see its frame. */
function caption({ children }: HtmlElement, at: URL): string {
  const text = inline(children, at).replace(/\s+/g, ' ').trim();
  return text ? `**${text}**\n\n` : '';
}

/** A figure with several views of the same thing, which search leaves out: its caption and its first view. */
function shownDifferently(element: HtmlElement, at: URL): string {
  const head = find(element, ({ name }) => name === 'figcaption');
  const view = find(element, ({ name }) => name === 'pre');
  return (head ? caption(head, at) : '') + (view ? block(view, at) : '');
}

function list({ name, children }: HtmlElement, at: URL): string {
  const items = children.filter((child) => typeof child !== 'string').filter((child) => !isSkipped(child));
  return `${items.map((item, index) => indented(blocks(item, at), name === 'ol' ? `${index + 1}. ` : '- ', '   ').trimEnd()).join('\n')}\n\n`;
}

function indented(text: string, first: string, rest: string): string {
  const lines = text
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .split('\n');
  return `${lines.map((line, index) => (index === 0 ? first + line : line && rest + line)).join('\n')}\n\n`;
}

function table(element: HtmlElement, at: URL): string {
  const rows = all(element, 'tr').map(({ children }) =>
    children
      .filter((child) => typeof child !== 'string')
      .map((cell) =>
        blocks(cell, at)
          .trim()
          .replace(/\s*\n\s*/g, ' ')
          .replaceAll('|', '\\|'),
      ),
  );
  const [head, ...body] = rows;
  if (!head) return '';
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return `${[row(head), row(head.map(() => '---')), ...body.map(row)].join('\n')}\n\n`;
}

/** A drawing says what it shows; decorations say nothing. */
function drawing(svg: HtmlElement): string {
  const texts = ['title', 'desc'].flatMap((name) =>
    svg.children.filter((child): child is HtmlElement => typeof child !== 'string' && child.name === name),
  );
  const said = texts.map(plain).join('. ') || svg.attributes.get('aria-label');
  return said && !svg.attributes.has('aria-hidden') ? `*[${said}]*\n\n` : '';
}

function inline(nodes: readonly Node[], at: URL): string {
  return nodes
    .map((node): string => {
      if (typeof node === 'string') return node.replace(/\s+/g, ' ');
      if (isSkipped(node)) return '';
      const text = () => inline(node.children, at);
      switch (node.name) {
        case 'br':
          return '\n';
        case 'code':
          return `\`${plain(node)}\``;
        case 'strong':
        case 'b':
          return `**${text().trim()}**`;
        case 'em':
        case 'i':
          return `*${text().trim()}*`;
        case 'img':
          return node.attributes.get('alt') ? `*[${node.attributes.get('alt')}]*` : '';
        case 'svg':
          return drawing(node).trim();
        case 'a': {
          const href = node.attributes.get('href');
          return href ? `[${text().trim()}](${new URL(href, at).href})` : text();
        }
        default:
          return text();
      }
    })
    .join('');
}

/** A fence longer than any run of back-ticks in the code. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

function plain(node: HtmlElement): string {
  return node.children.map((child) => (typeof child === 'string' ? child : plain(child))).join('');
}

function all(node: HtmlElement, name: string): HtmlElement[] {
  return node.children.flatMap((child) => (typeof child === 'string' ? [] : child.name === name ? [child] : all(child, name)));
}
