/** A shortcode of a Hugo page, with what it holds. */
export interface Shortcode {
  kind: 'shortcode';
  name: string;
  /** `href="x"` by its name, `tip` by its place from 0. */
  parameters: ReadonlyMap<string, string>;
  /** Its opening as written: `{{% notice tip %}}`. */
  opening: string;
  /** Its end as written; undefined when it has none. */
  closing: string | undefined;
  /** What stands between the two; undefined when it has no end. */
  inner: Piece[] | undefined;
  /** The opening, the inner text and the end, as written. */
  raw: string;
  /** The inner text as written. */
  innerRaw: string;
  /** Where it begins, from 1. */
  line: number;
}

export interface TextPiece {
  kind: 'text';
  value: string;
  line: number;
}

/** An end without a beginning. */
export interface StrayEnd {
  kind: 'stray';
  raw: string;
  line: number;
}

export type Piece = TextPiece | Shortcode | StrayEnd;

interface Tag {
  name: string;
  parameters: Map<string, string>;
  raw: string;
  from: number;
  to: number;
  ends: boolean;
  isClosed: boolean;
}

/** Cuts a source into text and shortcodes, nested as written. Code is text: a page shows it as it is. */
export function piecesOf(source: string, firstLine = 1): Piece[] {
  const lineAt = lineCounter(source, firstLine);
  const code = codeRanges(source);
  interface Open {
    tag: Tag;
    pieces: Piece[];
  }
  const root: Piece[] = [];
  const open: Open[] = [];
  const here = () => open.at(-1)?.pieces ?? root;
  const text = (from: number, to: number) => {
    const value = source.slice(from, to);
    if (value !== '') here().push({ kind: 'text', value: uncommented(value), line: lineAt(from) });
  };
  const leaveOpen = ({ tag, pieces }: Open) => {
    here().push(shortcode(tag, lineAt(tag.from)), ...pieces);
  };
  let at = 0;
  for (const tag of tagsOf(source, code)) {
    text(at, tag.from);
    at = tag.to;
    if (tag.ends) {
      const depth = open.findLastIndex((other) => other.tag.name === tag.name);
      if (depth < 0) {
        here().push({ kind: 'stray', raw: tag.raw, line: lineAt(tag.from) });
        continue;
      }
      while (open.length > depth + 1) leaveOpen(open.pop()!);
      const { tag: first, pieces } = open.pop()!;
      const raw = { raw: source.slice(first.from, tag.to), innerRaw: source.slice(first.to, tag.from), closing: tag.raw };
      here().push({ ...shortcode(first, lineAt(first.from)), ...raw, inner: pieces });
    } else if (tag.isClosed) here().push(shortcode(tag, lineAt(tag.from)));
    else open.push({ tag, pieces: [] });
  }
  text(at, source.length);
  while (open.length > 0) leaveOpen(open.pop()!);
  return root;
}

function shortcode({ name, parameters, raw }: Tag, line: number): Shortcode {
  return { kind: 'shortcode', name, parameters, opening: raw, closing: undefined, inner: undefined, raw, innerRaw: '', line };
}

// Reason: that is how Hugo writes a shortcode that is shown instead of run.
function uncommented(text: string): string {
  return text.replace(/\{\{([<%])\/\*(.*?)\*\/([>%])\}\}/gs, '{{$1$2$3}}');
}

const TAG = /\{\{([<%])\s*(\/)?\s*([A-Za-z_][\w.-]*(?:\/[\w.-]+)*)/g;

function* tagsOf(source: string, code: readonly (readonly [number, number])[]): Generator<Tag> {
  const matcher = new RegExp(TAG);
  for (let found = matcher.exec(source); found; found = matcher.exec(source)) {
    const from = found.index;
    const [opening, mark, slash, name] = found;
    const inCode = code.find(([start, end]) => from >= start && from < end);
    const read = inCode ? undefined : readParameters(source, from + opening.length, mark === '<' ? '>}}' : '%}}');
    if (!read) {
      matcher.lastIndex = from + 2;
      continue;
    }
    matcher.lastIndex = read.to;
    yield { name: name!, raw: source.slice(from, read.to), from, ends: slash !== undefined, ...read };
  }
}

/** Reads up to the mark that ends a shortcode; undefined when none does before the next one begins. */
function readParameters(source: string, from: number, end: string): Pick<Tag, 'parameters' | 'to' | 'isClosed'> | undefined {
  const parameters = new Map<string, string>();
  const word = /\s*(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|([^\s"`=]+?(?=\s|\/?[%>]\}\}|=|$)))/y;
  let at = from;
  let places = 0;
  for (;;) {
    const ended = new RegExp(`\\s*(/)?\\s*${end}`, 'y');
    ended.lastIndex = at;
    const found = ended.exec(source);
    if (found) return { parameters, to: ended.lastIndex, isClosed: found[1] !== undefined };
    word.lastIndex = at;
    const [whole, name, quoted, raw, bare] = word.exec(source) ?? [];
    if (whole === undefined || whole.includes('{{')) return undefined;
    parameters.set(name ?? String(places++), quoted?.replace(/\\(["\\])/g, '$1') ?? raw ?? bare ?? '');
    at = word.lastIndex;
  }
}

/** Where code stands: fences, and spans within a line. Offsets from and to. */
export function codeRanges(source: string): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let offset = 0;
  let open: { mark: string; from: number } | undefined;
  for (const line of source.split('\n')) {
    // Reason: Hugo lets a fence begin right behind a shortcode.
    const bare = line.replace(/\{\{[%<].*?[%>]\}\}/g, (tag) => ' '.repeat(tag.length));
    const fence = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})([^\n]*)$/.exec(bare);
    if (open) {
      const closes = new RegExp(`^[\\s>]*${open.mark[0]}{${open.mark.length},}(?=\\s*(?:$|\\{\\{[%<]\\s*/))`).exec(line);
      if (closes) {
        ranges.push([open.from, offset + closes[0].length]);
        open = undefined;
      }
    } else if (fence && !(fence[1]!.startsWith('`') && fence[2]!.includes('`'))) {
      open = { mark: fence[1]!, from: offset + bare.indexOf(fence[1]!) };
    } else {
      for (const span of line.matchAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g))
        ranges.push([offset + span.index, offset + span.index + span[0].length]);
    }
    offset += line.length + 1;
  }
  if (open) ranges.push([open.from, source.length]);
  return ranges;
}

function lineCounter(source: string, first: number): (offset: number) => number {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return first + low;
  };
}
