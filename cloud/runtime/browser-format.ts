/** Depth at which nested objects are no longer shown: Node.js's default. */
const MAX_DEPTH = 2;
/** Longer ones are broken into lines. */
const LINE = 72;
/** Arrays show at most this many items, strings in objects this many characters: Node.js's defaults. */
const MAX_ITEMS = 100;

/** One console call as text, near to Node.js's `util.format`: placeholders of a leading string, then the rest apart by spaces. */
export function format(...values: unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(shown).join(' ');
  let next = 0;
  const text = first.replace(/%([sdifjoOc%])/g, (whole, kind: string) => {
    if (kind === '%') return '%';
    if (next >= rest.length) return whole;
    return substituted(kind, rest[next++]);
  });
  return [text, ...rest.slice(next).map(shown)].join(' ');
}

function substituted(kind: string, value: unknown): string {
  switch (kind) {
    case 's':
      return typeof value === 'object' && value !== null ? inspect(value) : String(value);
    case 'd':
      return typeof value === 'object' ? 'NaN' : `${Number(value)}`;
    case 'i':
      return `${Number.parseInt(String(value), 10)}`;
    case 'f':
      return `${Number.parseFloat(String(value))}`;
    case 'j':
      return JSON.stringify(value) ?? 'undefined';
    case 'c':
      return '';
    default:
      return inspect(value);
  }
}

const shown = (value: unknown) => (typeof value === 'string' ? value : inspect(value));

function inspect(value: unknown, depth = 0, seen: readonly object[] = []): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name ? `[Function: ${value.name}]` : '[Function (anonymous)]';
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  if (seen.includes(value)) return '[Circular *1]';
  if (value instanceof Error) return withMembers(value.stack ?? String(value), value, depth, [...seen, value]);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? '[Object: null prototype]';
  if (depth > MAX_DEPTH) return `[${Array.isArray(value) ? 'Array' : name}]`;
  const within = [...seen, value];
  const inner = (item: unknown) => inspect(item, depth + 1, within);
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const items = Array.from(value as ArrayLike<unknown>);
    const parts = items.slice(0, MAX_ITEMS).map(inner);
    if (items.length > MAX_ITEMS) parts.push(`... ${items.length - MAX_ITEMS} more item${items.length - MAX_ITEMS === 1 ? '' : 's'}`);
    return joined(Array.isArray(value) ? '' : `${name}(${items.length}) `, '[', parts, ']', depth);
  }
  if (value instanceof Map) {
    const parts = [...value].map(([key, item]) => `${inner(key)} => ${inner(item)}`);
    return joined(`Map(${value.size}) `, '{', parts, '}', depth);
  }
  if (value instanceof Set) return joined(`Set(${value.size}) `, '{', [...value].map(inner), '}', depth);
  return joined(name === 'Object' ? '' : `${name} `, '{', members(value, inner), '}', depth);
}

function withMembers(head: string, value: object, depth: number, seen: readonly object[]): string {
  const own = members(value, (item) => inspect(item, depth + 1, seen));
  return own.length === 0 ? head : `${head} ${joined('', '{', own, '}', depth, true)}`;
}

function members(value: object, inner: (item: unknown) => string): string[] {
  return Object.entries(value).map(([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${inner(item)}`);
}

function joined(prefix: string, open: string, parts: string[], close: string, depth: number, broken = false): string {
  if (parts.length === 0) return `${prefix}${open}${close}`;
  const line = `${prefix}${open} ${parts.join(', ')} ${close}`;
  if (!broken && line.length <= LINE && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth + 1);
  return `${prefix}${open}\n${parts.map((part) => indent + part).join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function quoted(text: string): string {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}
