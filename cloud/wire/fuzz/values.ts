import type { NormalizedSchema } from '@smithy/core/schema';
import type { Random } from '../../random.ts';

/** Which values are drawn: ordinary ones, or strings, blobs and collections that are all empty. */
export type Flavour = 'full' | 'empty';

/** Where in a request a value travels: what can be written differs. */
type Place = 'body' | 'label' | 'header' | 'prefix' | 'query' | 'parameters';

export interface Drawing {
  random: Random;
  flavour: Flavour;
  /** Members that a known exception leaves out, by name. */
  skips(member: string): boolean;
}

const TEXTS: Record<Place, readonly string[]> = {
  body: [
    'plain',
    'a<b>&"c"\'d\'',
    'é漢😀',
    'l1\nl2',
    'tab\tx',
    '{"a":1}',
    '100',
    'true',
    '  padded  ',
    '0x1F',
    '1e5',
    '+5%20=&;',
    '__proto__',
  ],
  label: ['simple', 'a b', 'x/y', 'p%20q', 'arn:aws:foo:us-east-1:1:bar/baz', 'ü', 'a+b', '%2F'],
  header: ['hv', 'h v', 'a=b', 'x"y', 'a,b'],
  prefix: ['hv', 'h v', 'a=b'],
  query: ['qv', 'q v+&=é', '%41', 'a/b'],
  parameters: ['qv', 'q v+&=é', '%41', 'a/b'],
};
/** Members whose values the clients themselves check or act upon. */
const SENSIBLE: Record<string, unknown> = { Bucket: 'my-bucket', ChecksumAlgorithm: 'CRC32' };
const KEYS: Record<string, readonly string[]> = { body: ['key.1', 'k<2>'], prefix: ['k1', 'k-2'], parameters: ['q1', 'q 2'] };
const BLOBS = [
  [98, 108, 111, 98],
  [0, 255, 128],
  [123, 125],
];
const DEEPEST = 4;

/** A random value of a shape. */
export function draw(shape: NormalizedSchema, drawing: Drawing, place: Place = 'body', depth = 0): unknown {
  const { random, flavour } = drawing;
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const isEmpty = flavour === 'empty' && place === 'body';
  if (shape.isUnitSchema()) return {};
  if (shape.isStructSchema()) return drawStructure(shape, drawing, place, depth);
  if (shape.isListSchema()) {
    const length = isEmpty ? 0 : depth > DEEPEST ? 1 : 1 + random.below(2);
    return Array.from({ length }, () => draw(shape.getValueSchema(), drawing, place, depth + 1));
  }
  if (shape.isMapSchema()) {
    const keys = isEmpty ? [] : (KEYS[place] ?? []);
    return Object.fromEntries(keys.map((key) => [key, draw(shape.getValueSchema(), drawing, place, depth + 1)]));
  }
  if (shape.isBooleanSchema()) return random.below(2) === 1;
  if (shape.isNumericSchema()) return pick([0, 1, 42, 123456789, ...(place === 'body' ? [1.5, -7] : [])]);
  if (shape.isTimestampSchema()) {
    const milliseconds = place === 'body' && shape.getSchema() !== 6 ? pick([0, 123]) : 0;
    return new Date(1_700_000_000_000 + random.below(1e6) * 1000 + milliseconds);
  }
  if (shape.isBlobSchema()) return isEmpty ? new Uint8Array(0) : Uint8Array.from(pick(BLOBS));
  if (shape.isDocumentSchema()) return { a: [1, 'x', null, { b: true }] };
  if (shape.isStringSchema()) return isEmpty ? '' : pick(TEXTS[place]);
  throw new Error(`No values are known for ${shape.getName(true)}.`);
}

function drawStructure(shape: NormalizedSchema, drawing: Drawing, place: Place, depth: number): Record<string, unknown> {
  const members = [...shape.structIterator()];
  const out: Record<string, unknown> = {};
  for (const [name, member] of shape.isUnionSchema() ? [members[drawing.random.below(members.length)]!] : members) {
    if (depth === 0 && drawing.skips(name)) continue;
    const nested = member.isStructSchema() || member.isListSchema() || member.isMapSchema();
    // Reason: shapes that contain themselves end somewhere; required ones must be there all the same.
    if (depth > DEEPEST && nested && !shape.isUnionSchema() && !isRequired(shape, name)) continue;
    if (member.isStreaming() && member.isStructSchema()) continue;
    const { httpLabel, httpHeader } = member.getMergedTraits();
    if ((httpLabel || httpHeader) && Object.hasOwn(SENSIBLE, name)) out[name] = SENSIBLE[name];
    else out[name] = draw(member, drawing, placeOf(member, place), depth + 1);
  }
  return out;
}

function isRequired(shape: NormalizedSchema, name: string): boolean {
  const schema: unknown = shape.getSchema();
  return Array.isArray(schema) && Array.isArray(schema[4]) && schema[4].indexOf(name) < Number(schema[6] ?? 0);
}

function placeOf(member: NormalizedSchema, otherwise: Place): Place {
  const { httpLabel, httpHeader, httpQuery, httpPrefixHeaders, httpQueryParams } = member.getMergedTraits();
  if (httpLabel) return 'label';
  if (httpHeader) return 'header';
  if (httpQuery) return 'query';
  if (typeof httpPrefixHeaders === 'string') return 'prefix';
  return httpQueryParams ? 'parameters' : otherwise;
}
