import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import type { Language } from '../messages.ts';
import type { Placement } from './assemble.ts';
import { code, element, text } from './markdown.ts';
import type { Tell } from './report.ts';
import type { Piece, Shortcode } from './shortcodes.ts';
import { slugOf } from './slug.ts';

/** What a shortcode is turned into needs to know of its page. */
export interface ShortcodeContext {
  tell: Tell;
  language: Language;
  /** The blocks of what a shortcode holds. */
  blocks(pieces: readonly Piece[]): RootContent[];
  /** The files that Hugo would list as the page's attachments. */
  attachments: readonly string[];
}

interface Handler {
  placement: Placement;
  /** Means nothing without an end. */
  holds?: true;
  nodes(shortcode: Shortcode, context: ShortcodeContext): Nodes[];
}

/** A component with room for this many: its style sheet counts them. */
const MOST_TABS = 4;
/** Hugo's kinds of a notice and ours; those that only name a colour are notes. */
const NOTICES: Readonly<Record<string, string>> = {
  tip: 'tip',
  warning: 'warning',
  caution: 'warning',
  danger: 'warning',
  important: 'warning',
  green: 'tip',
  red: 'warning',
  orange: 'warning',
};
const WORDS = {
  tab: { vi: 'Thẻ', en: 'Tab' },
  video: { vi: 'Xem video', en: 'Watch the video' },
  code: { vi: 'Xem mã', en: 'See the code' },
} as const;

const given = (shortcode: Shortcode, ...names: string[]) =>
  names.map((name) => shortcode.parameters.get(name)).find((value) => value?.trim());

const link = (url: string, children: PhrasingContent[]): Nodes => ({ type: 'link', url, title: null, children }) as Nodes;

/** Themes spell it in several ways. */
const notice: Handler = {
  placement: 'flow',
  holds: true,
  nodes(shortcode, { blocks }) {
    const kind = (given(shortcode, 'style', 'type', '0') ?? 'note').toLowerCase();
    const attributes = { kind: NOTICES[kind], title: given(shortcode, 'title', '1') };
    return [element('mdxJsxFlowElement', 'Notice', attributes, blocks(shortcode.inner ?? []))];
  },
};

const picture: Handler = {
  placement: 'phrasing',
  nodes(shortcode) {
    const [src, alt] = [given(shortcode, 'src', '0'), given(shortcode, 'alt', '1')];
    const caption = [given(shortcode, 'title'), given(shortcode, 'caption'), given(shortcode, 'attr')].filter(Boolean).join(' – ');
    const image = { type: 'image', url: src ?? '', alt: alt ?? caption, title: caption || null } as Nodes;
    const to = given(shortcode, 'link', 'href');
    return to ? [link(to, [image as PhrasingContent])] : [image];
  },
};

const video = (address: (id: string) => string): Handler => ({
  placement: 'phrasing',
  nodes: (shortcode, { language }) => {
    const id = given(shortcode, 'id', '0') ?? '';
    return [link(address(id), [text(given(shortcode, 'title') ?? `${WORDS.video[language]}: ${address(id)}`)])];
  },
});

const plain: Handler = { placement: 'flow', holds: true, nodes: ({ inner }, { blocks }) => blocks(inner ?? []) };

const handlers: Readonly<Record<string, Handler>> = {
  notice,
  alert: notice,
  callout: notice,
  hint: notice,
  admonition: notice,
  expand: {
    placement: 'flow',
    holds: true,
    nodes: (shortcode, { blocks }) => [
      element('mdxJsxFlowElement', 'Expand', { title: given(shortcode, 'title', '0') }, blocks(shortcode.inner ?? [])),
    ],
  },
  tabs: {
    placement: 'flow',
    holds: true,
    nodes(shortcode, context) {
      const inner = shortcode.inner ?? [];
      const isTab = (piece: Piece): piece is Shortcode => piece.kind === 'shortcode' && piece.name === 'tab' && piece.inner !== undefined;
      const tabs = inner.filter(isTab);
      const between = context.blocks(inner.filter((piece) => !isTab(piece)));
      const labels = tabs.map((tab, index) => labelOf(tab, index, context));
      const name = tabs.length > MOST_TABS ? 'Expand' : 'Tab';
      const children = tabs.map((tab, index) =>
        element('mdxJsxFlowElement', name, { [name === 'Tab' ? 'label' : 'title']: labels[index] }, context.blocks(tab.inner!)),
      );
      for (const tab of tabs) context.tell('import.shortcode', tab.line, { what: tab.opening, into: `<${name}>` });
      if (children.length === 0 || name === 'Expand') return [...between, ...children];
      const sync = slugOf(given(shortcode, 'groupId', 'groupid') ?? labels.join(' ')) || 'tabs';
      return [...between, element('mdxJsxFlowElement', 'Tabs', { sync }, children)];
    },
  },
  tab: {
    placement: 'flow',
    holds: true,
    nodes: (tab, context) => [element('mdxJsxFlowElement', 'Expand', { title: labelOf(tab, 0, context) }, context.blocks(tab.inner ?? []))],
  },
  mermaid: {
    placement: 'flow',
    holds: true,
    nodes({ innerRaw, line }, { tell }) {
      tell('import.diagram', line, { what: 'mermaid' });
      return [code(unindented(innerRaw))];
    },
  },
  highlight: {
    placement: 'flow',
    holds: true,
    nodes: (shortcode) => [code(unindented(shortcode.innerRaw), given(shortcode, 'lang', 'type', '0'))],
  },
  figure: picture,
  img: picture,
  image: picture,
  children: { placement: 'flow', nodes: () => [element('mdxJsxFlowElement', 'Cards', {}, [])] },
  attachments: {
    placement: 'flow',
    nodes(shortcode, { attachments, blocks }) {
      const pattern = safePattern(given(shortcode, 'pattern') ?? '.*');
      const files = attachments.filter((file) => pattern.test(file.split('/').at(-1)!));
      const title = given(shortcode, 'title');
      const items = files.map((file) => ({
        type: 'listItem',
        spread: false,
        children: [{ type: 'paragraph', children: [link(`hugo-file:${encodeURIComponent(file)}`, [text(file.split('/').at(-1)!)])] }],
      }));
      return [
        ...(title ? [{ type: 'paragraph', children: [{ type: 'strong', children: [text(title)] }] } as RootContent] : []),
        ...(items.length > 0 ? [{ type: 'list', ordered: false, spread: false, children: items } as RootContent] : []),
        ...blocks(shortcode.inner ?? []),
      ];
    },
  },
  button: {
    placement: 'phrasing',
    nodes(shortcode, { blocks }) {
      const to = given(shortcode, 'href', 'link', 'url', '0');
      const inner = blocks(shortcode.inner ?? []);
      const [only] = inner;
      const words = inner.length === 1 && only?.type === 'paragraph' ? only.children : [text(to ?? shortcode.opening)];
      const others = inner.length === 1 && only?.type === 'paragraph' ? [] : inner;
      return [to ? link(to, words) : ({ type: 'strong', children: words } as Nodes), ...others];
    },
  },
  youtube: video((id) => `https://www.youtube.com/watch?v=${id}`),
  vimeo: video((id) => `https://vimeo.com/${id}`),
  gist: {
    placement: 'phrasing',
    nodes: (shortcode, { language }) => {
      const url = `https://gist.github.com/${given(shortcode, '0') ?? ''}/${given(shortcode, '1') ?? ''}`;
      return [link(url, [text(`${WORDS.code[language]}: ${url}`)])];
    },
  },
  center: plain,
  html: plain,
  rawhtml: plain,
  ref: { placement: 'address', nodes: () => [] },
  relref: { placement: 'address', nodes: () => [] },
};

/** Where a shortcode stands; one that is not known stands as it did. */
export function placementOf({ name, inner }: Shortcode, standsAlone: boolean): Placement {
  const handler = handlers[name.toLowerCase()];
  if (handler?.holds && inner === undefined) return 'phrasing';
  return handler?.placement ?? (standsAlone ? 'flow' : 'phrasing');
}

/** What becomes of a shortcode. Nothing it holds is left out; what is not known stays as it was written. */
export function shortcodeNodes(shortcode: Shortcode, context: ShortcodeContext): Nodes[] {
  const handler = handlers[shortcode.name.toLowerCase()];
  const { opening: what, line, inner, closing } = shortcode;
  if (handler?.holds && inner === undefined) {
    context.tell('import.shortcode-open', line, { what });
    return [{ type: 'inlineCode', value: what }];
  }
  if (handler) {
    const nodes = handler.nodes(shortcode, context);
    const into = nodes.map((node) => ('name' in node && node.name ? `<${node.name}>` : node.type)).join(', ') || '–';
    context.tell('import.shortcode', line, { what, into });
    return nodes;
  }
  context.tell('import.shortcode-unknown', line, { what });
  const raw = (value: string): Nodes => ({ type: 'inlineCode', value: value.replace(/\s+/g, ' ') });
  return [raw(what), ...context.blocks(inner ?? []), ...(closing ? [raw(closing)] : [])];
}

function labelOf(tab: Shortcode, index: number, { language }: ShortcodeContext): string {
  return given(tab, 'name', 'title', '0') ?? `${WORDS.tab[language]} ${index + 1}`;
}

/** A pattern written by hand may be none; then it says nothing. */
function safePattern(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    return /(?:)/;
  }
}

function unindented(source: string): string {
  const lines = source.replace(/^[ \t]*\n|\s+$/g, '').split('\n');
  const width = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length));
  return lines.map((line) => line.slice(Number.isFinite(width) ? Math.min(width, /^[ \t]*/.exec(line)![0].length) : 0)).join('\n');
}
