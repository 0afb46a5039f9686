import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeOf, type Item, invalid, setAttribute } from '../attribute-value.ts';
import { type ExpressionKind, type Path, showPath, Tokens } from './tokens.ts';

/** Paths as a tree: what is below an attribute or list element, or `true` for all of it. */
export interface Projection {
  /** The top-level attributes. */
  names: string[];
  tree: Map<string | number, Branch>;
}
type Branch = true | Map<string | number, Branch>;

/** Parses a projection expression. Throws ValidationException. */
export function parseProjection(text: string): Path[] {
  const tokens = new Tokens('ProjectionExpression', text);
  const paths = [tokens.path()];
  while (tokens.accept(',')) paths.push(tokens.path());
  tokens.expectEnd();
  return paths;
}

export function projectionOf(paths: readonly Path[]): Projection {
  const tree: Map<string | number, Branch> = new Map();
  for (const path of paths) {
    let level = tree;
    path.forEach((part, at) => {
      const below = level.get(part);
      if (at === path.length - 1) level.set(part, true);
      else if (below instanceof Map) level = below;
      else if (below === undefined) {
        const next: Map<string | number, Branch> = new Map();
        level.set(part, next);
        level = next;
      }
    });
  }
  return { names: [...tree.keys()].map(String), tree };
}

/** The parts of an item that a projection names; list elements close up. */
export function project(item: Item, projection: Projection | undefined): Item {
  return projection ? projectItem(item, projection.tree) : item;
}

function projectItem(item: Item, tree: ReadonlyMap<string | number, Branch>): Item {
  const out: Item = {};
  for (const [name, branch] of tree) {
    const value = typeof name === 'string' ? attributeOf(item, name) : undefined;
    const kept = value && (branch === true ? value : projectValue(value, branch));
    if (kept) setAttribute(out, String(name), kept);
  }
  return out;
}

function projectValue(value: AttributeValue, tree: ReadonlyMap<string | number, Branch>): AttributeValue | undefined {
  if (value.M) {
    const members = projectItem(value.M, tree);
    return Object.keys(members).length > 0 ? { M: members } : undefined;
  }
  if (!value.L) return undefined;
  const elements: AttributeValue[] = [];
  const indexes = [...tree.keys()].filter((index) => typeof index === 'number').sort((a, b) => a - b);
  for (const index of indexes) {
    const element = value.L[index];
    const branch = tree.get(index)!;
    const kept = element && (branch === true ? element : projectValue(element, branch));
    if (kept) elements.push(kept);
  }
  return elements.length > 0 ? { L: elements } : undefined;
}

/** Refuses paths of which one contains another (`a`, `a.b`) or that take one for a map and a list (`a.b`, `a[0]`). */
export function checkOverlaps(kind: ExpressionKind, paths: readonly Path[]): void {
  for (let later = 1; later < paths.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const [one, two] = [paths[earlier]!, paths[later]!];
      const problem = clash(one, two);
      if (!problem) continue;
      throw invalid(
        `Invalid ${kind}: Two document paths ${problem} with each other; must remove or rewrite one of these paths; path one: ${showPath(one)}, path two: ${showPath(two)}`,
      );
    }
  }
}

function clash(one: Path, two: Path): 'overlap' | 'conflict' | undefined {
  for (let at = 0; at < Math.min(one.length, two.length); at++) {
    if (one[at] === two[at]) continue;
    return typeof one[at] === typeof two[at] ? undefined : 'conflict';
  }
  return 'overlap';
}
