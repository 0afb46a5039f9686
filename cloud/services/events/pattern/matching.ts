import type { Comparison, Leaf } from './comparison.ts';
import type { Clause, Pattern } from './pattern.ts';

/** Which item of which array a value stands in, by the array's number in the event. */
type Membership = ReadonlyMap<number, number>;

interface Found {
  value: Leaf;
  within: Membership;
}

type Fields = Map<string, Found[]>;

/**
 * Whether an event matches. An array matches when one of its items does; fields of objects in an array must all be found
 * in the same object. EventBridge User Guide, "Matching arrays".
 */
export function matches(pattern: Pattern, event: object): boolean {
  const fields = fieldsOf(event, pattern.paths);
  return pattern.clauses.some((clause) => matchesClause(clause, fields));
}

/** The event's values by path, as far as the pattern speaks of them. */
function fieldsOf(event: object, paths: ReadonlySet<string>): Fields {
  const fields: Fields = new Map();
  let arrays = 0;
  const walk = (value: unknown, path: string, within: Membership): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      for (const [index, item] of value.entries()) walk(item, path, isObject(item) ? new Map(within).set(array, index) : within);
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        const below = path === '' ? name : `${path}.${name}`;
        if (paths.has(below)) walk(inner, below, within);
      }
    } else {
      const found = fields.get(path);
      if (found) found.push({ value: value as Leaf, within });
      else fields.set(path, [{ value: value as Leaf, within }]);
    }
  };
  walk(event, '', new Map());
  return fields;
}

function matchesClause(clause: Clause, fields: Fields): boolean {
  const candidates: Membership[][] = [];
  for (const [path, expected] of clause) {
    const fitting = fittingPlaces(expected, fields.get(path));
    if (fitting === 'absent') continue;
    if (fitting.length === 0) return false;
    candidates.push(fitting);
  }
  return agree(candidates, 0, new Map());
}

function fittingPlaces(expected: readonly Comparison[], found: readonly Found[] | undefined): Membership[] | 'absent' {
  if (!found) return expected.some(({ absent }) => absent) ? 'absent' : [];
  const places: Membership[] = [];
  for (const { value, within } of found) {
    if (!expected.some((one) => one.fits(value))) continue;
    // Reason: outside of arrays of objects one fitting value is enough.
    if (within.size === 0) return [within];
    places.push(within);
  }
  return places;
}

/** Whether one place can be picked of each list so that no two name different items of one array. */
function agree(candidates: readonly (readonly Membership[])[], at: number, chosen: Membership): boolean {
  const places = candidates[at];
  if (!places) return true;
  return places.some((place) => {
    if ([...place].some(([array, index]) => (chosen.get(array) ?? index) !== index)) return false;
    return agree(candidates, at + 1, place.size === 0 ? chosen : new Map([...chosen, ...place]));
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
