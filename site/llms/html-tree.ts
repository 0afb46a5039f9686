/** An element of a page, or a piece of its text. */
export type Node = HtmlElement | string;

export interface HtmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Node[];
}

const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const raw = new Set(['script', 'style', 'template']);
const token = /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-z][\w-]*)\s*>|<([a-z][\w-]*)((?:\s+[^\s=<>"/]+(?:="[^"]*")?)*)\s*(\/?)>/gi;

/**
 * The tree of a page that the site itself wrote: every element is closed, every attribute quoted. Throws where that is not so.
 */
export function parseHtml(html: string): HtmlElement {
  const root: HtmlElement = { name: '#root', attributes: new Map(), children: [] };
  const open = [root];
  let from = 0;
  const text = (to: number) => {
    if (to > from) open.at(-1)!.children.push(decoded(html.slice(from, to)));
  };
  token.lastIndex = 0;
  for (let found = token.exec(html); found; found = token.exec(html)) {
    text(found.index);
    from = token.lastIndex;
    const [, closing, opening, attributes = '', slash] = found;
    if (closing) {
      const last = open.pop()!;
      if (last.name !== closing.toLowerCase() || open.length === 0)
        throw new Error(`</${closing}> closes <${last.name}>, at ${around(html, from)}`);
    } else if (opening) {
      const name = opening.toLowerCase();
      const element: HtmlElement = { name, attributes: attributesOf(attributes), children: [] };
      open.at(-1)!.children.push(element);
      if (raw.has(name) && !slash) {
        const end = html.indexOf(`</${name}>`, from);
        from = end + name.length + 3;
        token.lastIndex = from;
      } else if (!slash && !empty.has(name)) open.push(element);
    }
  }
  text(html.length);
  if (open.length > 1) throw new Error(`<${open.at(-1)!.name}> is never closed`);
  return root;
}

/** The first element below a node that fits. */
export function find(node: HtmlElement, fits: (element: HtmlElement) => boolean): HtmlElement | undefined {
  for (const child of node.children) {
    if (typeof child === 'string') continue;
    const found = fits(child) ? child : find(child, fits);
    if (found) return found;
  }
  return undefined;
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return names[name!] ?? all;
  });
}

function attributesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/([^\s=<>"/]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name!, decoded(value)]));
}

function around(html: string, at: number): string {
  return JSON.stringify(html.slice(Math.max(0, at - 60), at));
}
