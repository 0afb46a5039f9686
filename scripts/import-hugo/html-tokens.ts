import type { Nodes } from 'mdast';
import { endsAtNext, tagRules, voidTags } from './html-tags.ts';
import { lineOf } from './markdown.ts';
import type { Tell } from './report.ts';

/** An HTML element put together from the pieces that Markdown leaves of it. */
export interface HtmlElement {
  kind: 'element';
  tag: string;
  attributes: ReadonlyMap<string, string>;
  raw: string;
  line: number;
  children: HtmlItem[];
}
/** Text inside HTML, which Markdown does not look into. */
export interface HtmlText {
  kind: 'text';
  value: string;
  line: number;
}
export type HtmlItem = HtmlElement | HtmlText | { kind: 'node'; node: Nodes };

type Token =
  | HtmlItem
  | { kind: 'open'; tag: string; attributes: Map<string, string>; raw: string; line: number; ended: boolean }
  | { kind: 'close'; tag: string; raw: string; line: number };

const TOKEN = /<!--([\s\S]*?)-->|<(\/)?([A-Za-z][\w-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/)?>/g;

/**
 * The children of a node with their HTML as elements. What is left open ends with what it stands in, or at once; a tag of no
 * HTML, as in `<your-bucket>`, is text.
 */
export function withElements(children: readonly Nodes[], tell: Tell): HtmlItem[] {
  const root: HtmlItem[] = [];
  const open: HtmlElement[] = [];
  const add = (item: HtmlItem) => void (open.at(-1)?.children ?? root).push(item);
  const tokens = children.flatMap((child) => tokensOf(child, tell));
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'open') {
      const { tag, attributes, raw, line } = token;
      while (open.length > 0 && endsAtNext[tag]?.includes(open.at(-1)!.tag)) open.pop();
      const item: HtmlElement = { kind: 'element', tag, attributes, raw, line, children: [] };
      add(item);
      // Reason: what nobody ends would swallow the rest of the page.
      const isEnded = () => tokens.some((later, index) => index > at && later.kind === 'close' && later.tag === tag);
      if (!token.ended && (open.length > 0 || isEnded())) open.push(item);
    } else if (token.kind === 'close') {
      const depth = open.findLastIndex(({ tag }) => tag === token.tag);
      if (depth < 0) tell('import.look', token.line, { what: token.raw });
      else open.length = depth;
    } else add(token);
  }
  return root;
}

function tokensOf(node: Nodes, tell: Tell): Token[] {
  if (node.type !== 'html') return [{ kind: 'node', node }];
  const tokens: Token[] = [];
  const first = lineOf(node);
  let at = 0;
  const line = (offset: number) => first + (node.value.slice(0, offset).match(/\n/g) ?? []).length;
  const text = (to: number) => {
    if (to > at) tokens.push({ kind: 'text', value: node.value.slice(at, to), line: line(at) });
  };
  for (const found of node.value.matchAll(TOKEN)) {
    const [raw, comment, slash, name = '', attributes = '', ended] = found;
    const tag = name.toLowerCase();
    if (comment === undefined && (!Object.hasOwn(tagRules, tag) || (!slash && isPlaceholder(name, attributes)))) {
      tell('import.html-raw', line(found.index), { what: raw });
      continue;
    }
    text(found.index);
    at = found.index + raw.length;
    if (comment !== undefined) {
      if (comment.trim() !== '') tell('import.comment', line(found.index), { what: comment.trim() });
    } else if (slash) tokens.push({ kind: 'close', tag, raw, line: line(found.index) });
    else
      tokens.push({
        kind: 'open',
        tag,
        raw,
        line: line(found.index),
        attributes: attributesOf(attributes),
        ended: ended !== undefined || voidTags.has(tag),
      });
  }
  text(node.value.length);
  return tokens;
}

/** Words in angle brackets for a reader to fill in, which only happen to begin like a tag: `<Object URL>`, `<table name>`. */
function isPlaceholder(name: string, attributes: string): boolean {
  if (attributes.includes('=')) return false;
  const words = attributes.split(/\s+/).filter(Boolean);
  const isMixed = name !== name.toLowerCase() && name !== name.toUpperCase();
  return words.some((word) => !SWITCHES.has(word.toLowerCase())) || (isMixed && words.length === 0);
}

/** Attributes that need no value. */
const SWITCHES = new Set(
  'allowfullscreen autoplay checked controls disabled hidden loop muted nowrap noshade open reversed async defer'.split(' '),
);

function attributesOf(source: string): Map<string, string> {
  const pattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
  return new Map(
    [...source.matchAll(pattern)].map(([, name, double, single, bare]) => [name!.toLowerCase(), double ?? single ?? bare ?? '']),
  );
}
