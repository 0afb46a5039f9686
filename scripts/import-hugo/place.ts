import type { Language } from '../messages.ts';
import type { Report } from './report.ts';
import { slugOf, uniquely } from './slug.ts';
import type { SourcePage } from './workshop.ts';

/** A page of the workshop in its place among this site's. */
export interface Placed {
  /** Where it stood below Hugo's content folder. */
  place: string;
  number: number;
  /** Its folder below the language's: `9-my-workshop/1-start`; empty for a home page. */
  folder: string;
  /** Its address without slashes at the ends: `my-workshop/start`. */
  key: string;
  pages: Partial<Record<Language, SourcePage>>;
  children: Placed[];
}

/** Where the workshop's home page goes: a part of the site, or the site's own home page. */
export type Home = { number: number; slug: string } | undefined;

/** The pages as a tree, numbered as this site wants it: each among its siblings, as the weights say. A page above that is missing is told and made. */
export function placePages(pages: readonly SourcePage[], home: Home, report: Report): Placed {
  const byPlace = new Map<string, Placed['pages']>([['', {}]]);
  for (const page of pages) {
    const above = page.place.split('/');
    for (let depth = 1; depth < above.length; depth++) {
      const place = above.slice(0, depth).join('/');
      if (!byPlace.has(place)) byPlace.set(place, {});
    }
    byPlace.set(page.place, { ...byPlace.get(page.place), [page.language]: page });
  }
  const top = home ? `${home.number}-${home.slug}` : '';
  const grow = (place: string, number: number, folder: string, key: string): Placed => {
    const found = byPlace.get(place)!;
    const below = [...byPlace.keys()].filter((other) => other !== '' && parentOf(other) === place);
    const unique = uniquely(new Set());
    const children = numbered(below, byPlace, report).map(([child, weight]) => {
      const name = unique(slugOf(nameOf(child, byPlace.get(child)!), 40) || 'page');
      return grow(child, weight, [folder, `${weight}-${name}`].filter(Boolean).join('/'), [key, name].filter(Boolean).join('/'));
    });
    return { place, number, folder, key, pages: found, children };
  };
  return grow('', home?.number ?? 0, top, home?.slug ?? '');
}

export function allPlaced(placed: Placed): Placed[] {
  return [placed, ...placed.children.flatMap(allPlaced)];
}

const parentOf = (place: string) => place.split('/').slice(0, -1).join('/');

/** A folder's name without its number; where there is nothing else, the page's title. */
function nameOf(place: string, pages: Placed['pages']): string {
  const slug = pages.en?.fields.slug ?? pages.vi?.fields.slug;
  if (typeof slug === 'string' && slug !== '') return slug;
  const name = place
    .split('/')
    .at(-1)!
    .replace(/^[\d.]+(?:[-_. ]+|$)/, '');
  return name || String(pages.en?.fields.title ?? pages.vi?.fields.title ?? '');
}

/** Siblings in order with their numbers: their weights where each has one of its own, else counted. */
function numbered(places: readonly string[], byPlace: ReadonlyMap<string, Placed['pages']>, report: Report): [string, number][] {
  const weights = new Map(
    places.map((place) => {
      const { vi, en } = byPlace.get(place)!;
      return [place, positive(vi?.fields.weight ?? en?.fields.weight)];
    }),
  );
  // Reason: where authors forgot to change a weight, the folder's number says where the page was meant.
  const counted = new Map(places.map((place) => [place, positive(/^(?:\d+\.)*(\d+)(?=[-_. ]|$)/.exec(place.split('/').at(-1)!)?.[1])]));
  const own = [weights, counted].find((numbers) => isEachOnes(numbers));
  const order = own ?? new Map(places.map((place) => [place, weights.get(place) ?? counted.get(place)]));
  const sorted = places.toSorted(
    (a, b) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity) || a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1),
  );
  return sorted.map((place, index) => {
    const number = own?.get(place) ?? index + 1;
    for (const page of Object.values(byPlace.get(place)!)) {
      const from = page.fields.weight ?? '–';
      if (from !== number) report.about(page.file)('import.number', page.lines.get('weight') ?? 1, { from: String(from), to: number });
    }
    return [place, number];
  });
}

function isEachOnes(numbers: ReadonlyMap<string, number | undefined>): boolean {
  const values = [...numbers.values()];
  return !values.includes(undefined) && new Set(values).size === values.length;
}

function positive(value: unknown): number | undefined {
  const number = Number(value ?? 0);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
