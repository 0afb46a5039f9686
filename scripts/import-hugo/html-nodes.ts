import type { ListItem, Nodes, PhrasingContent, RootContent, TableCell, TableRow } from 'mdast';
import { decodeEntities, tagRules } from './html-tags.ts';
import { type HtmlElement, type HtmlItem, withElements } from './html-tokens.ts';
import { asPhrasing, code, element, isFlow, isParent, lineOf, plainText, text, trimmed } from './markdown.ts';
import type { Tell } from './report.ts';
import { slugOf } from './slug.ts';

/** Where the HTML stands: between paragraphs or within one. */
type Where = 'flow' | 'phrasing';

/** Takes the HTML out of a tree: Markdown says it, or an element that a page may hold; the rest is told and shown as written. */
export function withoutHtml<Node extends Nodes>(node: Node, tell: Tell): Node {
  if (!isParent(node)) return node;
  const children = (node.children as Nodes[]).map((child) => withoutHtml(child, tell));
  const where: Where = ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link', 'linkReference'].includes(node.type)
    ? 'phrasing'
    : 'flow';
  if (!children.some(({ type }) => type === 'html')) return Object.assign(node, { children });
  const convert = new Converter(tell);
  const items = withElements(children, tell);
  return Object.assign(node, { children: where === 'flow' ? convert.flow(items) : convert.phrasing(items) });
}

class Converter {
  private readonly tell: Tell;

  constructor(tell: Tell) {
    this.tell = tell;
  }

  /** Items as blocks; text between them becomes paragraphs. */
  flow(items: readonly HtmlItem[]): RootContent[] {
    const blocks: RootContent[] = [];
    let line: PhrasingContent[] = [];
    const end = () => {
      const content = trimmed(line);
      // Reason: a line break alone between paragraphs only makes room.
      const isRoom = content.every((node) => node.type === 'mdxJsxTextElement' && node.name === 'br');
      if (!isRoom) blocks.push({ type: 'paragraph', children: content });
      else if (content[0]) this.tell('import.look', lineOf(content[0]), { what: '<br>' });
      line = [];
    };
    for (const node of items.flatMap((item) => this.nodes(item, 'flow'))) {
      if (isFlow(node)) {
        end();
        blocks.push(node);
      } else line.push(...asPhrasing([node]));
    }
    end();
    return blocks;
  }

  phrasing(items: readonly HtmlItem[]): PhrasingContent[] {
    return asPhrasing(items.flatMap((item) => this.nodes(item, 'phrasing')));
  }

  private nodes(item: HtmlItem, where: Where): Nodes[] {
    if (item.kind === 'node') return [item.node];
    if (item.kind === 'text') return [text(decodeEntities(item.value.replace(/[ \t]*\n[ \t]*/g, '\n')))];
    return this.element(item, where);
  }

  private element(item: HtmlElement, where: Where): Nodes[] {
    const { tag, attributes, raw, line, children } = item;
    const rule = tagRules[tag]!;
    const becomes = (into: string, nodes: Nodes[]): Nodes[] => {
      this.tell('import.html', line, { what: tagsOf(item), into });
      return nodes;
    };
    const phrase = () => trimmed(this.phrasing(children));
    const inline = (type: 'strong' | 'emphasis' | 'delete', mark: string) =>
      // Reason: blocks inside have no room between such marks.
      where === 'flow' && children.some((child) => child.kind === 'node' && isFlow(child.node))
        ? this.unwrapped(item, where)
        : becomes(mark, phrase().length > 0 ? [{ type, children: trimmed(this.phrasing(children)) } as Nodes] : []);
    switch (rule) {
      case 'strong':
        return inline('strong', '**');
      case 'emphasis':
        return inline('emphasis', '_');
      case 'delete':
        return inline('delete', '~~');
      case 'code':
        return becomes('`', [{ type: 'inlineCode', value: sourceOf(children).replace(/\s+/g, ' ') }]);
      case 'break':
        return [{ ...element('mdxJsxTextElement', 'br', {}, []), position: at(line) }];
      case 'rule':
        return where === 'flow' ? [{ type: 'thematicBreak' }] : [text(' ')];
      case 'link':
        return this.link(item);
      case 'picture':
        return becomes('![]()', [
          {
            type: 'image',
            url: decodeEntities(attributes.get('src') ?? ''),
            alt: decodeEntities(attributes.get('alt') ?? ''),
            title: attributes.get('title') || null,
          },
        ]);
      case 'heading':
        return becomes(
          '#',
          where === 'flow'
            ? [{ type: 'heading', depth: Number(tag[1]) as 1, children: phrase(), position: at(line) }]
            : [{ type: 'strong', children: phrase() }],
        );
      case 'list':
        return becomes(tag === 'ol' ? '1.' : '-', [{ type: 'list', ordered: tag === 'ol', spread: false, children: this.items(children) }]);
      case 'item':
        return this.flow(children);
      case 'quote':
        return becomes('>', where === 'flow' ? [{ type: 'blockquote', children: this.flow(children) as never }] : phrase());
      case 'pre':
        return becomes('```', [code(sourceOf(children).replace(/^\n|\s+$/g, ''))]);
      case 'table':
        return becomes('|', this.table(item));
      case 'details':
        return this.details(item, where);
      case 'paragraph':
        this.tell('import.html', line, { what: raw, into: '¶' });
        return where === 'flow' ? this.flow(children) : [...phrase(), text(' ')];
      case 'keep':
        this.looks(item);
        return [
          where === 'flow' && /^d[ldt]$/.test(tag)
            ? element('mdxJsxFlowElement', tag, {}, this.flow(children))
            : element('mdxJsxTextElement', tag, {}, phrase()),
        ];
      case 'media':
        return this.media(item);
      case 'raw':
        this.tell('import.html-raw', line, { what: raw });
        return where === 'flow' ? [code(rawOf(item), 'html')] : [{ type: 'inlineCode', value: rawOf(item).replace(/\s+/g, ' ') }];
      default:
        return this.unwrapped(item, where);
    }
  }

  private unwrapped(item: HtmlElement, where: Where): Nodes[] {
    this.looks(item, true);
    return where === 'flow' ? this.flow(item.children) : this.phrasing(item.children);
  }

  /** Tells of attributes that are left out. */
  private looks({ raw, attributes, line }: HtmlElement, always = false): void {
    if (always || attributes.size > 0) this.tell('import.look', line, { what: raw });
  }

  private link(item: HtmlElement): Nodes[] {
    const { attributes, raw, line, children } = item;
    const href = attributes.get('href');
    const name = attributes.get('id') ?? attributes.get('name');
    const content = trimmed(this.phrasing(children));
    const id = slugOf(name ?? '');
    if (name !== undefined && !id) this.tell('import.anchor', line, { what: raw });
    const place = id ? [element('mdxJsxTextElement', 'span', { id }, [])] : [];
    if (href === undefined) {
      this.tell('import.html', line, { what: raw, into: id ? '<span id>' : '–' });
      return [...place, ...content];
    }
    this.tell('import.html', line, { what: raw, into: '[]()' });
    return [
      ...place,
      {
        type: 'link',
        url: decodeEntities(href),
        title: attributes.get('title') || null,
        children: content.length > 0 ? content : [text(href)],
      },
    ];
  }

  private items(children: readonly HtmlItem[]): ListItem[] {
    const item = (content: readonly HtmlItem[]): ListItem => ({
      type: 'listItem',
      spread: false,
      children: this.flow(content) as ListItem['children'],
    });
    const isItem = (child: HtmlItem): child is HtmlElement => child.kind === 'element' && child.tag === 'li';
    return children.filter((child) => isItem(child) || !isBlank(child)).map((child) => item(isItem(child) ? child.children : [child]));
  }

  /** A table of lines is one of Markdown; what joins cells or holds blocks would lose its shape, so its cells become a list. */
  private table({ children, raw, line }: HtmlElement): Nodes[] {
    const all = (items: readonly HtmlItem[], names: readonly string[]): HtmlElement[] =>
      items.flatMap((child) => (child.kind !== 'element' ? [] : names.includes(child.tag) ? [child] : all(child.children, names)));
    const rows = all(children, ['tr']).map((row) => all(row.children, ['td', 'th']));
    const loose = looseText(children, ['td', 'th', 'caption']);
    const caption = all(children, ['caption']).flatMap((item) => trimmed(this.phrasing(item.children)));
    if (loose || rows.some((row) => row.some(({ attributes }) => attributes.has('colspan') || attributes.has('rowspan'))))
      this.tell('import.look', line, { what: `${raw} ${loose}`.trim() });
    for (const cell of rows.flat()) this.looks(cell);
    const width = Math.max(1, ...rows.map((row) => row.length));
    const cells = (row: readonly HtmlElement[]): TableCell[] =>
      Array.from({ length: width }, (_, index) => ({
        type: 'tableCell',
        children: row[index] ? trimmed(this.phrasing(row[index].children)) : [],
      }));
    const table: RootContent = { type: 'table', children: rows.map((row): TableRow => ({ type: 'tableRow', children: cells(row) })) };
    return [...(caption.length > 0 ? [{ type: 'paragraph', children: caption } as RootContent] : []), ...(rows.length > 0 ? [table] : [])];
  }

  private details(item: HtmlElement, where: Where): Nodes[] {
    const isSummary = (child: HtmlItem): child is HtmlElement => child.kind === 'element' && child.tag === 'summary';
    const summary = item.children.find(isSummary);
    const title = summary ? plainText(this.phrasing(summary.children)).replace(/\s+/g, ' ').trim() : undefined;
    const rest = item.children.filter((child) => child !== summary);
    this.tell('import.html', item.line, { what: tagsOf(item), into: '<Expand>' });
    if (where === 'phrasing')
      return [...(title ? [{ type: 'strong', children: [text(title)] } as Nodes, text(' ')] : []), ...this.phrasing(rest)];
    return [element('mdxJsxFlowElement', 'Expand', { title: title || undefined }, this.flow(rest))];
  }

  private media(item: HtmlElement): Nodes[] {
    const source = item.children.find((child): child is HtmlElement => child.kind === 'element' && child.tag === 'source');
    const src = item.attributes.get('src') ?? item.attributes.get('data') ?? source?.attributes.get('src');
    this.tell('import.html', item.line, { what: tagsOf(item), into: src ? '[]()' : '–' });
    const inside = this.phrasing(item.children.filter((child) => child !== source));
    const title = item.attributes.get('title');
    return [...(src ? [{ type: 'link', url: decodeEntities(src), title: null, children: [text(title || src)] } as Nodes] : []), ...inside];
  }
}

/** Elements that are part of another one. */
const PARTS = new Set(['li', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'caption', 'summary', 'source']);

/** An element's tag with those of its parts, each once. */
function tagsOf(item: HtmlElement): string {
  const parts = (items: readonly HtmlItem[]): string[] =>
    items.flatMap((child) => (child.kind === 'element' && PARTS.has(child.tag) ? [child.raw, ...parts(child.children)] : []));
  return [...new Set([item.raw, ...parts(item.children)])].join(' ');
}

const isBlank = (item: HtmlItem) => item.kind === 'text' && item.value.trim() === '';

/** Text of a table outside of its cells. */
function looseText(items: readonly HtmlItem[], cells: readonly string[]): string {
  return items
    .map((item) => {
      if (item.kind === 'text') return item.value.trim();
      if (item.kind === 'node') return plainText(item.node);
      return cells.includes(item.tag) ? '' : looseText(item.children, cells);
    })
    .filter(Boolean)
    .join(' ');
}

/** What stands between two tags of code. */
function sourceOf(items: readonly HtmlItem[]): string {
  return items
    .map((item) =>
      item.kind === 'text' ? decodeEntities(item.value) : item.kind === 'node' ? plainText(item.node) : sourceOf(item.children),
    )
    .join('');
}

/** An element as it was written. */
function rawOf({ raw, tag, children }: HtmlElement): string {
  const inside = children
    .map((item) => (item.kind === 'text' ? item.value : item.kind === 'node' ? plainText(item.node) : rawOf(item)))
    .join('');
  return inside === '' && /\/>$/.test(raw) ? raw : `${raw}${inside}</${tag}>`;
}

const at = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 1 } });
