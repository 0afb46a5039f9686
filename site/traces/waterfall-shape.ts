import type { Bar } from '#labs/traces.ts';
import type { Language } from '../i18n/language.ts';
import { type Shape, shape } from './shape.ts';
import { kindOf, told, traceWords } from './words.ts';

/** Names of functions as the stack calls them, by those that AWS has for them. */
export type Shown = Readonly<Record<string, string>>;

/** Parts below this are not moved in any further: a phone has no room for them. */
const DEEPEST = 15;

/** A waterfall as a table: each part is a row, with its bar on the axis of time. */
export function waterfallShape(bars: readonly Bar[], label: string, language: Language, shown: Shown = {}): Shape {
  const words = traceWords[language];
  const whole = Math.max(1, ...bars.map(({ from, ms }) => from + ms));
  const percent = (value: number) => `${Math.round((1000 * value) / whole) / 10}%`;
  const heads = [words.part, `${words.time} (0 – ${told(whole, language)})`, words.took, words.outcome];
  return shape(
    'div',
    { class: 'waterfall', tabindex: '0', role: 'group', 'aria-label': label },
    shape(
      'table',
      {},
      shape('thead', {}, shape('tr', {}, ...heads.map((head) => shape('th', { scope: 'col' }, head)))),
      shape(
        'tbody',
        {},
        ...bars.map(({ name, kind, isSegment, isLoose, depth, from, ms, state, annotations }) =>
          shape(
            'tr',
            { 'data-state': state, 'data-segment': isSegment },
            shape(
              'th',
              { scope: 'row', class: `depth-${Math.min(depth, DEEPEST)}` },
              shown[name] ?? name,
              kind === '' ? undefined : shape('small', {}, kindOf(kind, language)),
              isLoose ? shape('small', { class: 'loose' }, words.loose) : undefined,
              ...Object.entries(annotations)
                .filter(([key]) => !key.startsWith('aws:'))
                .map(([key, value]) => shape('small', { class: 'note' }, shape('code', {}, `${key} = ${value}`))),
            ),
            shape(
              'td',
              { class: 'track' },
              shape(
                'svg',
                { 'aria-hidden': 'true', width: '100%', height: 14 },
                shape('rect', { class: 'bar', x: percent(from), width: percent(Math.max(ms, whole / 200)), y: 2, height: 10, rx: 2 }),
              ),
            ),
            shape('td', {}, told(ms, language)),
            shape('td', { class: 'outcome' }, words.states[state]),
          ),
        ),
      ),
    ),
  );
}
