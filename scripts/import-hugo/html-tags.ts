/** What becomes of an HTML element in a page's Markdown. */
export type TagRule =
  /** Markdown of its own. */
  | 'strong'
  | 'emphasis'
  | 'delete'
  | 'code'
  | 'break'
  | 'rule'
  | 'link'
  | 'picture'
  | 'heading'
  | 'list'
  | 'item'
  | 'quote'
  | 'pre'
  | 'table'
  | 'details'
  | 'paragraph'
  /** Stays an element, without attributes. */
  | 'keep'
  /** Only sets the look: what it holds stays. */
  | 'unwrap'
  /** Fetched from elsewhere: a link to it. */
  | 'media'
  /** No page holds it: shown as it was written. */
  | 'raw';

const rows: readonly (readonly [TagRule, string])[] = [
  ['strong', 'b strong'],
  ['emphasis', 'i em'],
  ['delete', 'del s strike'],
  ['code', 'code tt samp'],
  ['break', 'br'],
  ['rule', 'hr'],
  ['link', 'a'],
  ['picture', 'img'],
  ['heading', 'h1 h2 h3 h4 h5 h6'],
  ['list', 'ul ol'],
  ['item', 'li'],
  ['quote', 'blockquote'],
  ['pre', 'pre'],
  ['table', 'table'],
  ['details', 'details'],
  ['paragraph', 'p'],
  ['keep', 'u sub sup mark small kbd dl dt dd'],
  [
    'unwrap',
    'div span center font section article header footer main aside figure figcaption label big ins address nav summary thead tbody tfoot tr th td caption picture source html body',
  ],
  ['media', 'iframe video audio embed object'],
  ['raw', 'script style svg form input select button textarea canvas noscript template link meta head'],
];

export const tagRules: Readonly<Record<string, TagRule>> = Object.fromEntries(
  rows.flatMap(([rule, names]) => names.split(' ').map((name) => [name, rule])),
);

/** Elements that hold nothing and have no end. */
export const voidTags: ReadonlySet<string> = new Set('br hr img input source embed link meta'.split(' '));

/** Elements that end where the next of their kind begins. */
export const endsAtNext: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  p: ['p'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
};

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  rarr: '→',
  larr: '←',
  uarr: '↑',
  darr: '↓',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  times: '×',
  check: '✓',
  emsp: '\u2003',
  ensp: '\u2002',
};

/** Character references as the characters they are; those not known stay. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000) ? String.fromCodePoint(point) : whole;
  });
}
