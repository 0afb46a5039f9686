import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { MessageKey, MessageParameters } from '../messages.ts';
import { nearest } from '../nearest.ts';

/** What is wrong with a file, and where. */
export interface Problem {
  line: number;
  /** `accounts[2].account`; empty for the whole file. */
  field: string;
  key: MessageKey;
  parameters?: MessageParameters;
}

/** Says what a text means, or what is wrong with it. */
export type Meaning<Value> = (text: string) => { value: Value } | { key: MessageKey; parameters?: MessageParameters };

/** A YAML file read member by member; what is wrong is noted with its line, and reading goes on. */
export class YamlReader {
  readonly problems: Problem[] = [];
  readonly #lines = new LineCounter();
  readonly #root: unknown;

  constructor(text: string) {
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const { message, pos } of document.errors) this.#note(pos[0], '', 'event.yaml', { reason: message });
    this.#root = document.contents;
  }

  /** The file's own members. */
  root(known: readonly string[]): Members {
    return new Members(this, this.#root, '', known);
  }

  /** Notes a problem at a node. */
  note(node: unknown, field: string, key: MessageKey, parameters?: MessageParameters): void {
    this.#note(offsetOf(node), field, key, parameters);
  }

  #note(offset: number, field: string, key: MessageKey, parameters?: MessageParameters): void {
    this.problems.push({ line: this.#lines.linePos(offset).line || 1, field, key, parameters });
  }
}

/** The members of one mapping. */
export class Members {
  readonly #reader: YamlReader;
  readonly #map: YAMLMap | undefined;
  readonly #field: string;

  constructor(reader: YamlReader, node: unknown, field: string, known: readonly string[]) {
    this.#reader = reader;
    this.#field = field;
    if (!isMap(node)) {
      reader.note(node, field, 'event.not-a-mapping', { known: known.join(', ') });
      return;
    }
    this.#map = node;
    for (const { key } of node.items) {
      const name = isScalar(key) ? String(key.value) : '?';
      if (!known.includes(name)) reader.note(key, this.path(name), 'event.unknown-field', { nearest: nearest(name, known) });
    }
  }

  path(name: string): string {
    return this.#field === '' ? name : `${this.#field}.${name}`;
  }

  has(name: string): boolean {
    return this.node(name) !== undefined;
  }

  /** The value's node; undefined where the member is missing or empty. */
  node(name: string): unknown {
    const pair = this.#map?.items.find(({ key }: Pair) => isScalar(key) && key.value === name);
    const value = pair?.value;
    return isScalar(value) && value.value === null ? undefined : (value ?? undefined);
  }

  /** A required text; undefined after a problem. */
  required<Value>(name: string, meaning: Meaning<Value>): Value | undefined {
    if (this.has(name)) return this.optional(name, meaning);
    this.missing(name);
    return undefined;
  }

  missing(name: string): void {
    if (this.#map) this.#reader.note(this.#map, this.path(name), 'event.missing');
  }

  optional<Value>(name: string, meaning: Meaning<Value>): Value | undefined {
    const node = this.node(name);
    return node === undefined ? undefined : this.#meant(node, this.path(name), meaning);
  }

  /** A list of texts; one text stands for a list of one. Undefined where the member is missing. */
  list<Value>(name: string, meaning: Meaning<Value>): Value[] | undefined {
    const node = this.node(name);
    if (node === undefined) return undefined;
    const items = isSeq(node) ? node.items : [node];
    return items.flatMap((item, index) => this.#meant(item, `${this.path(name)}[${index}]`, meaning) ?? []);
  }

  /** The members of a mapping inside this one. */
  inside(name: string, known: readonly string[]): Members | undefined {
    const node = this.node(name);
    return node === undefined ? undefined : new Members(this.#reader, node, this.path(name), known);
  }

  #meant<Value>(node: unknown, field: string, meaning: Meaning<Value>): Value | undefined {
    // Reason: unquoted account numbers and dates are read as they were written, not as YAML's numbers.
    const text = isScalar(node) ? (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))) : undefined;
    const meant = text === undefined ? { key: 'event.not-a-text' as const } : meaning(text.trim());
    if ('value' in meant) return meant.value;
    this.#reader.note(node, field, meant.key, meant.parameters);
    return undefined;
  }
}

function offsetOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}
