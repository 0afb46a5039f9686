import { AwsError } from '../../../aws-error.ts';
import { type Comparison, comparison, exactly, hasTooManyWildcards } from './comparison.ts';
import { JsonProblem, JsonReader } from './json-reader.ts';

/** What each field must be, by its path from the event's root (`detail.state`). */
export type Clause = ReadonlyMap<string, readonly Comparison[]>;

/** An event pattern: an event matches when it matches one of the clauses. */
export interface Pattern {
  clauses: readonly Clause[];
  /** Every path and every beginning of one: the rest of an event does not matter. */
  paths: ReadonlySet<string>;
}

/** `$or` may not multiply to more. */
const MOST_CLAUSES = 1000;
/** An `$or` may not be mistaken for a comparison. */
const RESERVED_IN_OR = [
  'exactly',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'cidr',
  'exists',
  '$or',
];

/** Reads an event pattern. Throws InvalidEventPatternException. EventBridge User Guide, "Creating event patterns". */
export function parsePattern(text: string): Pattern {
  try {
    const reader = new JsonReader(text);
    if (reader.next().kind !== '{') reader.fail('Filter is not an object');
    const clauses = fields(reader, [new Map()], '', false);
    const tooComplex = clauses.some((clause) => [...clause.values()].some(hasTooManyWildcards));
    if (tooComplex) {
      throw new JsonProblem(
        'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
      );
    }
    return { clauses, paths: beginnings(clauses) };
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}

type Growing = Map<string, readonly Comparison[]>;

/** Reads an object's fields into every clause there is so far. */
function fields(reader: JsonReader, clauses: Growing[], above: string, inOr: boolean): Growing[] {
  let grown = clauses;
  let token = reader.next();
  if (token.kind === '}') reader.fail('Empty objects are not allowed');
  for (; token.kind !== '}'; token = reader.next()) {
    const name = token.text;
    if (name === '$or') {
      grown = alternatives(reader, grown, above);
      continue;
    }
    if (inOr && RESERVED_IN_OR.includes(name)) reader.fail(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    const path = above === '' ? name : `${above}.${name}`;
    const { kind } = reader.next();
    if (kind === '{') {
      grown = fields(reader, grown, path, inOr);
    } else if (kind === '[') {
      const expected = values(reader);
      // Reason: of two fields of one name the last one counts.
      for (const clause of grown) clause.set(path, expected);
    } else {
      reader.fail(`"${name}" must be an object or an array`);
    }
  }
  return grown;
}

/** `$or`: the clauses so far, once with each of its objects. */
function alternatives(reader: JsonReader, clauses: readonly Growing[], above: string): Growing[] {
  if (reader.next().kind !== '[') reader.fail('It must be an Array followed with $or.');
  const grown: Growing[] = [];
  let count = 0;
  for (let { kind } = reader.next(); kind !== ']'; { kind } = reader.next()) {
    count += 1;
    if (kind !== '{') reader.fail('Only JSON object is allowed in array of $or relationship.');
    grown.push(
      ...fields(
        reader,
        clauses.map((clause) => new Map(clause)),
        above,
        true,
      ),
    );
    if (grown.length > MOST_CLAUSES) throw new JsonProblem(`Rule combinations of $or exceed the limit of ${MOST_CLAUSES}`);
  }
  if (count < 2) reader.fail('There must have at least 2 Objects in $or relationship.');
  return grown;
}

function values(reader: JsonReader): Comparison[] {
  const found: Comparison[] = [];
  for (let token = reader.next(); token.kind !== ']'; token = reader.next()) {
    found.push(token.kind === '{' ? comparison(reader) : exactly(token, reader));
  }
  if (found.length === 0) reader.fail('Empty arrays are not allowed');
  return found;
}

function beginnings(clauses: readonly Clause[]): Set<string> {
  const all = new Set<string>();
  for (const clause of clauses) {
    for (const path of clause.keys()) {
      all.add(path);
      for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) all.add(path.slice(0, at));
    }
  }
  return all;
}
