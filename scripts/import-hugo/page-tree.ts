import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import type { Language } from '../messages.ts';
import { assemble, dedented, type Marks, marksFor } from './assemble.ts';
import { nameLanguages } from './fences.ts';
import { withoutHtml } from './html-nodes.ts';
import { asPhrasing, isFlow, isParent, nodesBelow, parseMarkdown, trimmed } from './markdown.ts';
import type { NoteKey, Tell } from './report.ts';
import { placementOf, shortcodeNodes } from './shortcode-nodes.ts';
import { type Piece, piecesOf, type Shortcode } from './shortcodes.ts';

/** The text of a Hugo page and what the importer must know of it. */
export interface PageText {
  body: string;
  bodyLine: number;
  language: Language;
  attachments: readonly string[];
}

/** A Hugo page's text as Markdown, components and elements that MDX takes. Addresses are still Hugo's; `hugo-ref:` marks those of shortcodes. */
export function pageTree({ body, bodyLine, language, attachments }: PageText, tell: Tell): RootContent[] {
  const marks = marksFor(body);
  const definitions = body.split('\n').filter((line) => /^ {0,3}\[[^\]^][^\]]*\]:\s*\S/.test(line));
  const blocks = (pieces: readonly Piece[], isInner: boolean): RootContent[] => {
    const { text, lines, slots } = assemble(pieces, marks, placementOf);
    // Reason: a link inside a shortcode may be defined outside of it.
    const source = isInner && definitions.length > 0 ? `${text}\n\n${definitions.join('\n')}` : text;
    const root = parseMarkdown(source);
    for (const node of nodesBelow(root))
      if (node.position) node.position.start.line = lines[node.position.start.line - 1] ?? lines.at(-1) ?? bodyLine;
    inlineDefinitions(root, isInner, tell);
    nameLanguages(root, tell);
    withoutHtml(root, tell);
    const context = { tell, language, attachments, blocks: (inner: readonly Piece[]) => blocks(dedented(inner), true) };
    const filled = slots.map(({ piece, placement }): Slot => {
      const asText = (key: NoteKey) => (): Nodes[] => {
        tell(key, piece.line, { what: piece.raw });
        return [{ type: 'inlineCode', value: piece.raw.replace(/\s+/g, ' ') }];
      };
      if (piece.kind === 'stray') return { raw: piece.raw, address: piece.raw, nodes: asText('import.shortcode-close') };
      // Reason: an address is worth something in a link only.
      if (placement === 'address') return { raw: piece.raw, address: addressOf(piece), nodes: asText('import.link-nowhere') };
      return { raw: piece.raw, address: piece.raw, nodes: () => shortcodeNodes(piece, context) };
    });
    return fill(root, filled, marks, tell).children as RootContent[];
  };
  return blocks(piecesOf(body, bodyLine), false);
}

function addressOf({ parameters }: Shortcode): string {
  return `hugo-ref:${encodeURIComponent(parameters.get('path') ?? parameters.get('0') ?? '')}`;
}

interface Slot {
  raw: string;
  /** What it is in a link. */
  address: string;
  nodes(): Nodes[];
}

/** Puts what the shortcodes became where they stood. */
function fill<Node extends Nodes>(node: Node, slots: readonly Slot[], marks: Marks, tell: Tell): Node {
  const holder = new RegExp(`${marks.open}(\\d+)${marks.close}`, 'g');
  // Reason: `$` means something in a replacement.
  const asWritten = (value: string) => value.replace(holder, (_, slot: string) => slots[Number(slot)]!.raw);
  const asAddress = (value: string) => value.replace(holder, (_, slot: string) => slots[Number(slot)]!.address);
  const visit = (each: Nodes): Nodes[] => {
    if (each.type === 'text') return pieces(each.value);
    if (each.type === 'code' || each.type === 'inlineCode') {
      for (const [whole] of each.value.matchAll(holder))
        tell('import.shortcode-inside', each.position?.start.line ?? 0, { what: asWritten(whole) });
    }
    for (const property of ['value', 'url', 'title', 'alt', 'lang', 'meta'] as const) {
      const held = (each as unknown as Record<string, unknown>)[property];
      if (typeof held === 'string') Object.assign(each, { [property]: property === 'url' ? asAddress(held) : asWritten(held) });
    }
    if ('attributes' in each)
      for (const attribute of each.attributes) if (typeof attribute.value === 'string') attribute.value = asWritten(attribute.value);
    if (!isParent(each)) return [each];
    const children = each.children.flatMap((child) => visit(child));
    if (each.type === 'paragraph') return paragraphs(each, children);
    const isLine = ['heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link'].includes(each.type);
    Object.assign(each, { children: isLine ? asPhrasing(children) : children });
    return [each];
  };
  const pieces = (value: string): Nodes[] =>
    value.split(holder).flatMap((part, index): Nodes[] => {
      if (index % 2 === 1) return slots[Number(part)]!.nodes();
      return part === '' ? [] : [{ type: 'text', value: part }];
    });
  Object.assign(node, { children: (node as unknown as { children: Nodes[] }).children.flatMap((child) => visit(child)) });
  return node;
}

/** A paragraph that holds blocks is cut at them. */
function paragraphs(paragraph: Nodes, children: readonly Nodes[]): Nodes[] {
  if (!children.some(isFlow)) return [Object.assign(paragraph, { children: [...children] })];
  const result: Nodes[] = [];
  let line: PhrasingContent[] = [];
  const end = () => {
    const content = trimmed(line);
    if (content.length > 0) result.push({ type: 'paragraph', children: content });
    line = [];
  };
  for (const child of children) {
    if (isFlow(child)) {
      end();
      result.push(child);
    } else line.push(...asPhrasing([child]));
  }
  end();
  return result;
}

/** Links that name their address elsewhere in the page name it where they stand. */
function inlineDefinitions(root: Nodes, isInner: boolean, tell: Tell): void {
  const found = new Map<string, { url: string; title: string | null; line: number; used: boolean }>();
  for (const node of nodesBelow(root)) {
    if (node.type === 'definition' && !found.has(node.identifier))
      found.set(node.identifier, { url: node.url, title: node.title ?? null, line: node.position?.start.line ?? 0, used: false });
  }
  for (const node of nodesBelow(root)) {
    if (node.type !== 'linkReference' && node.type !== 'imageReference') continue;
    const definition = found.get(node.identifier);
    if (!definition) continue;
    definition.used = true;
    const { url, title } = definition;
    if (node.type === 'linkReference') Object.assign(node, { type: 'link', url, title });
    else Object.assign(node, { type: 'image', url, title });
  }
  for (const [name, { url, line, title, used }] of found) {
    if (used) tell('import.link', line, { what: `[${name}]`, into: url });
    else if (!isInner) tell('import.link-unused', line, { what: `[${name}]: ${url} ${title ?? ''}`.trim() });
  }
  for (const node of [root, ...nodesBelow(root)]) {
    if (isParent(node)) Object.assign(node, { children: node.children.filter(({ type }) => type !== 'definition') });
  }
}
