import { notImplemented } from '../../../aws-error.ts';
import {
  compare,
  type Expression,
  listUntil,
  malformed,
  numberOf,
  Reader,
  type Row,
  readExpression,
  regexOf,
  truthy,
  type Value,
} from './expression.ts';

/** What a command makes of all rows. */
export interface Command {
  run(rows: Row[]): Row[];
  /** The fields shown from here on, if the command says. */
  shows?: string[];
  /** Whether shown fields come in addition to those before. */
  adds?: boolean;
}

type Aggregate = (rows: readonly Row[]) => Value;

const known = (rows: readonly Row[], of: Expression) => rows.map(of).filter((value) => value !== undefined);
const numbers = (rows: readonly Row[], of: Expression) =>
  known(rows, of)
    .map(numberOf)
    .filter((value) => !Number.isNaN(value));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]) => sum(values) / values.length;
const numeric =
  (reduce: (values: number[]) => number) =>
  ([of]: Expression[]): Aggregate =>
  (rows) => {
    const values = numbers(rows, of!);
    return values.length === 0 ? undefined : reduce(values);
  };
const ordered = (rows: readonly Row[], of: Expression) => known(rows, of).toSorted(compare);

const AGGREGATES: Readonly<Record<string, (args: Expression[]) => Aggregate>> = {
  avg: numeric(average),
  count:
    ([of]) =>
    (rows) =>
      of ? known(rows, of).length : rows.length,
  count_distinct:
    ([of]) =>
    (rows) =>
      new Set(known(rows, of!).map(String)).size,
  earliest:
    ([of]) =>
    (rows) =>
      rows.toSorted((a, b) => compare(a.get('@timestamp'), b.get('@timestamp'))).map(of!)[0],
  latest:
    ([of]) =>
    (rows) =>
      rows.toSorted((a, b) => compare(b.get('@timestamp'), a.get('@timestamp'))).map(of!)[0],
  max:
    ([of]) =>
    (rows) =>
      ordered(rows, of!).at(-1),
  min:
    ([of]) =>
    (rows) =>
      ordered(rows, of!)[0],
  pct:
    ([of, share]) =>
    (rows) => {
      const values = numbers(rows, of!).sort((a, b) => a - b);
      const rank = Math.ceil((numberOf(share!(new Map())) / 100) * values.length);
      return values[Math.max(0, rank - 1)];
    },
  stddev: numeric((values) => Math.sqrt(average(values.map((value) => (value - average(values)) ** 2)))),
  sum: numeric(sum),
};

/** Parts a list at its outer commas. */
function parts(text: string, separator: RegExp = /,/): string[] {
  const found: string[] = [];
  let [depth, start, quote] = [0, 0, ''];
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quote) {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (/["'`]/.test(char)) quote = char;
    else if (/[([]/.test(char)) depth++;
    else if (/[)\]]/.test(char)) depth--;
    else if (depth === 0 && separator.test(char)) {
      found.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...found, text.slice(start).trim()];
}

/** `expression as name`: without a name the text is the name. */
function columnsOf(text: string, read: (reader: Reader) => Expression): { name: string; of: Expression }[] {
  return parts(text).map((part) => {
    const [, expression, alias] = /^(.*?)\s+as\s+`?([\w@.]+)`?$/is.exec(part) ?? [undefined, part, undefined];
    const reader = new Reader(expression!);
    const of = read(reader);
    if (!reader.done) throw malformed(reader.next().text);
    return { name: alias ?? expression!.replaceAll('`', ''), of };
  });
}

const withColumns = (row: Row, columns: readonly { name: string; of: Expression }[]): Row =>
  new Map([...row, ...columns.map(({ name, of }) => [name, of(row)] as const)]);

function fields(text: string): Command {
  const columns = columnsOf(text, readExpression);
  return { run: (rows) => rows.map((row) => withColumns(row, columns)), shows: columns.map(({ name }) => name), adds: true };
}

function filter(text: string): Command {
  const reader = new Reader(text);
  const test = readExpression(reader);
  if (!reader.done) throw malformed(reader.next().text);
  return { run: (rows) => rows.filter((row) => truthy(test(row))) };
}

/** `parse @message "a * b *" as x, y` or `parse /(?<x>..)/`. */
function parse(text: string): Command {
  const [, of = '@message', double, single, regex, names = ''] =
    /^(?:([@\w.]+|`[^`]+`)\s+)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\/((?:[^/\\]|\\.)*)\/)\s*(?:as\s+(.+))?$/is.exec(text) ?? [];
  const glob = double ?? single;
  if (glob === undefined && regex === undefined) throw malformed(text.slice(0, 20));
  const field = of.replaceAll('`', '');
  const literal = (part: string) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, '\\$&');
  const pattern =
    regex === undefined
      ? new RegExp(glob!.split('*').map(literal).join('([\\s\\S]*?)') + (glob!.endsWith('*') ? '$' : ''))
      : regexOf(regex);
  const columns =
    names === ''
      ? [...pattern.source.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name!)
      : parts(names).map((name) => name.replaceAll('`', ''));
  if (regex === undefined && glob!.split('*').length - 1 !== columns.length) throw malformed(text.slice(0, 20));
  return {
    run: (rows) =>
      rows.map((row) => {
        const match = pattern.exec(String(row.get(field) ?? ''));
        return match ? new Map([...row, ...columns.map((name, at) => [name, match.groups?.[name] ?? match[at + 1]] as const)]) : row;
      }),
    shows: columns,
    adds: true,
  };
}

function stats(text: string): Command {
  const [, aggregates, by] = /^(.*?)(?:\s+by\s+(.+))?$/is.exec(text)!;
  const made = parts(aggregates!).map((part) => {
    const [, expression, alias] = /^(.*?)\s+as\s+`?([\w@.]+)`?$/is.exec(part) ?? [undefined, part, undefined];
    const [, name, args] = /^(\w+)\s*\((.*)\)$/s.exec(expression!) ?? [];
    if (name === undefined) throw malformed(expression!.slice(0, 20));
    const aggregate = AGGREGATES[name.toLowerCase()];
    if (!aggregate) throw notImplemented(`logs Insights with stats ${name}()`);
    const list = args!.trim() === '' || args!.trim() === '*' ? [] : listUntil(new Reader(`${args})`), ')');
    return { name: alias ?? expression!, value: aggregate(list) };
  });
  const groups = by === undefined ? [] : columnsOf(by, readExpression);
  return {
    run: (rows) => {
      const gathered = new Map<string, { head: [string, Value][]; rows: Row[] }>();
      if (groups.length === 0) gathered.set('', { head: [], rows });
      else {
        for (const row of rows) {
          const head = groups.map(({ name, of }): [string, Value] => [name, of(row)]);
          const key = JSON.stringify(head);
          const group = gathered.get(key) ?? { head, rows: [] };
          group.rows.push(row);
          gathered.set(key, group);
        }
      }
      return [...gathered.values()].map(
        ({ head, rows: members }) => new Map<string, Value>([...head, ...made.map(({ name, value }) => [name, value(members)] as const)]),
      );
    },
    shows: [...groups, ...made].map(({ name }) => name),
  };
}

function sort(text: string): Command {
  const keys = parts(text).map((part) => {
    const [, name, order] = /^(.*?)(?:\s+(asc|desc))?$/is.exec(part)!;
    return { of: keyOf(name!), sign: order?.toLowerCase() === 'asc' ? 1 : -1 };
  });
  return {
    run: (rows) =>
      rows.toSorted((a, b) => {
        for (const { of, sign } of keys) {
          const order = compare(of(a), of(b)) * sign;
          if (order !== 0) return order;
        }
        return 0;
      }),
  };
}

/** A column by its name, as `count(*)` is after stats, or an expression. */
function keyOf(text: string): Expression {
  const name = text.replaceAll('`', '').trim();
  const read = /^[@\w.]+$/.test(name) || /^\w+\(\*?\)$/.test(name) ? undefined : readExpression(new Reader(text));
  return (row) => (row.has(name) || !read ? row.get(name) : read(row));
}

function limit(text: string): Command {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > 10_000) throw malformed(text);
  return { run: (rows) => rows.slice(0, Number(text)) };
}

function display(text: string): Command {
  const columns = columnsOf(text, (reader) => {
    const { text: name } = reader.next();
    while (!reader.done) reader.next();
    return (row) => row.get(name);
  });
  return { run: (rows) => rows, shows: columns.map(({ name }) => name) };
}

function dedup(text: string): Command {
  const names = parts(text).map((name) => name.replaceAll('`', ''));
  return {
    run: (rows) => {
      const seen = new Set<string>();
      return rows.filter((row) => {
        const key = JSON.stringify(names.map((name) => row.get(name) ?? null));
        return !seen.has(key) && seen.add(key);
      });
    },
  };
}

const COMMANDS: Readonly<Record<string, (text: string) => Command>> = { dedup, display, fields, filter, limit, parse, sort, stats };
/** AWS knows them, the embedded cloud does not. */
const NOT_HERE = ['anomaly', 'diff', 'filterindex', 'join', 'lookup', 'pattern', 'source', 'unmask', 'unnest'];

/** Reads a query. Throws MalformedQueryException. CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax". */
export function parseQuery(text: string): Command[] {
  const lines = text.replaceAll(/^\s*#.*$/gm, '');
  return pipeline(lines).map((part) => {
    const [, name = '', rest = ''] = /^(\w+)\s*(.*)$/s.exec(part) ?? [];
    const command = Object.hasOwn(COMMANDS, name.toLowerCase()) ? COMMANDS[name.toLowerCase()] : undefined;
    if (command) return command(rest.trim());
    if (NOT_HERE.includes(name.toLowerCase())) throw notImplemented(`logs Insights with ${name}`);
    throw malformed(part.slice(0, 20));
  });
}

/** Parts a query at its pipes, but not within texts and regular expressions. */
function pipeline(text: string): string[] {
  const found: string[] = [];
  let part = '';
  for (const [piece] of text.matchAll(
    /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(?<=(?:like|=~|parse|@message)\s*)\/(?:[^/\\]|\\.)*\/|[\s\S]/gi,
  )) {
    if (piece === '|') {
      found.push(part.trim());
      part = '';
    } else part += piece;
  }
  return [...found, part.trim()].filter((one) => one !== '');
}
