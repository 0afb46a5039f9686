import { heardBy, type Io, type IoEvent } from './io/io.ts';
import { type MessageKey, type MessageParameters, mentions } from './messages.ts';

/** Options that say where a command works; what it suggests next has to work there too. */
const PLACE = ['target', 'region', 'profile', 'name'] as const;

/** How a suggested command comes to the same place: `{same}` behind its other arguments, `{dashed}` where it has none. */
export interface SamePlace {
  same: string;
  dashed: string;
}

/** From a command's arguments: an event's file, and each option of place that is not its default. */
export function samePlace(
  { positionals: expected, options }: { positionals: readonly string[]; options: Readonly<Record<string, { default?: string | boolean }>> },
  values: Readonly<Record<string, unknown>>,
  positionals: readonly string[],
): SamePlace {
  const event = expected[0] === 'event?' ? positionals.slice(0, 1) : [];
  const given = PLACE.filter((name) => name in options && values[name] !== undefined && values[name] !== options[name]!.default);
  const words = [...event, ...given.flatMap((name) => [`--${name}`, String(values[name])])].map(forShell);
  const same = words.map((word) => ` ${word}`).join('');
  return { same, dashed: same && ` --${same}` };
}

/** An `Io` whose texts may name `{same}` and `{dashed}`. */
export function tellingOf(place: SamePlace, io: Io): Io {
  return heardBy(
    io,
    (event) => io.tell(isText(event) ? { ...event, ...withPlace(place, event.key, event.parameters) } : event),
    (key, parameters, fallback) => io.ask(key, withPlace(place, key, parameters).parameters, fallback),
  );
}

/** The parameters of a text, and the place if it names it. */
export function withPlace(place: SamePlace, key: MessageKey, parameters?: MessageParameters): { parameters?: MessageParameters } {
  if (mentions(key, 'same') || mentions(key, 'dashed')) return { parameters: { ...place, ...parameters } };
  return parameters ? { parameters } : {};
}

const isText = (event: IoEvent): event is Extract<IoEvent, { type: 'say' | 'warn' | 'error' }> =>
  event.type === 'say' || event.type === 'warn' || event.type === 'error';

const forShell = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
