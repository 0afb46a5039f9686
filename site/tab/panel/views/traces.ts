import { partsOf, waterfall } from '#labs/traces.ts';
import { mapShape } from '../../../traces/map-shape.ts';
import type { GraphService } from '../../../traces/service-map.ts';
import { element as drawn } from '../../../traces/shape.ts';
import css from '../../../traces/traces.css?inline';
import { waterfallShape } from '../../../traces/waterfall-shape.ts';
import { told, traceWords } from '../../../traces/words.ts';
import type { ViewContext } from '../context.ts';
import { el, grid } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import type { Filled } from './views.ts';

interface Summary {
  Id?: string;
  StartTime?: Date;
  Duration?: number;
  HasFault?: boolean;
  HasError?: boolean;
  HasThrottle?: boolean;
  Http?: { HttpStatus?: number; HttpMethod?: string; HttpURL?: string };
  EntryPoint?: { Name?: string };
}

const AN_HOUR = 3600_000; // ms
/** So many of the newest traces are listed. */
const LISTED = 12;
/** So long after its beginning parts of a trace may still come, and after this long the next look is taken; ms. */
const GROWS = 8000;
const NEXT_LOOK = 1000;

/** The traces of the last hour, the chosen one as a waterfall, and the map drawn from all of them. */
export function tracesView({ runner, language }: ViewContext): Filled {
  dress();
  const words = traceWords[language];
  const latest = el('input', { type: 'checkbox', checked: true, change: () => void look() });
  const list = el('div');
  const picture = el('div', { class: 'chosen' });
  const map = el('div');
  const shownAlready = new Map<HTMLElement, string>();
  let chosen: string | undefined;
  let isInSight = false;

  const look = async () => {
    const functions = runner.deployed('AWS::Lambda::Function');
    const shown = Object.fromEntries(functions.map(({ name, id }) => [id, name]));
    const range = { StartTime: new Date(Date.now() - AN_HOUR), EndTime: new Date() };
    const summaries = await newest(range);
    if (summaries.length === 0) {
      put(list, words.noTraces, () => el('p', { class: 'none' }, functions.length === 0 ? words.noDeployment : words.noTraces));
      for (const place of [picture, map]) put(place, '', () => '');
      return;
    }
    if (latest.checked || !summaries.some(({ Id }) => Id === chosen)) chosen = summaries[0]!.Id;
    put(list, JSON.stringify([chosen, summaries]), () => tableOf(summaries));
    const [{ Traces = [] }, { Services = [] }] = await Promise.all([
      runner.aws<{ Traces?: { Segments?: { Document?: string }[] }[] }>('xray', 'BatchGetTraces', { TraceIds: [chosen] }),
      runner.aws<{ Services?: GraphService[] }>('xray', 'GetServiceGraph', range),
    ]);
    const documents = Traces.flatMap(({ Segments = [] }) => Segments.map(({ Document = '{}' }) => Document));
    const label = words.waterfall(chosen ?? '');
    put(picture, JSON.stringify(documents), () => drawn(waterfallShape(waterfall(partsOf(documents)), label, language, shown)));
    put(map, JSON.stringify([Services, shown]), () => drawn(mapShape(Services, language, shown)));
    const age = Date.now() - Number(summaries[0]!.StartTime);
    if (age < GROWS) setTimeout(() => isInSight && show(true), NEXT_LOOK);
  };

  const newest = async (range: object): Promise<Summary[]> => {
    const found: Summary[] = [];
    let NextToken: string | undefined;
    do {
      const page: { TraceSummaries?: Summary[]; NextToken?: string } = await runner.aws('xray', 'GetTraceSummaries', {
        ...range,
        ...(NextToken !== undefined && { NextToken }),
      });
      found.push(...(page.TraceSummaries ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found.sort((a, b) => Number(b.StartTime) - Number(a.StartTime)).slice(0, LISTED);
  };

  const tableOf = (summaries: readonly Summary[]) =>
    grid(
      words.traces,
      [words.trace, words.begins, words.took, words.outcome],
      summaries.map(({ Id = '', StartTime, Duration = 0, Http, EntryPoint, ...flags }) => [
        el(
          'button',
          {
            type: 'button',
            class: 'link',
            'data-trace': Id,
            'aria-pressed': String(Id === chosen),
            click: () => {
              chosen = Id;
              latest.checked = false;
              void look();
            },
          },
          `${StartTime?.toLocaleTimeString(language, { hour12: false })} ${Id}`,
        ),
        EntryPoint?.Name ?? '-',
        told(1000 * Duration, language),
        el(
          'span',
          { 'data-status': flags.HasFault || flags.HasError ? 'bad' : 'good' },
          `${Http?.HttpStatus ?? ''} ${words.states[stateOf(flags)]}`.trim(),
        ),
      ]),
    );

  /** Puts something in its place where it is not there already; who is on a button there stays on it. */
  const put = (place: HTMLElement, what: string, make: () => Node | string) => {
    if (shownAlready.get(place) === what) return;
    shownAlready.set(place, what);
    const active = document.activeElement;
    const trace = active instanceof HTMLElement && place.contains(active) ? active.dataset.trace : undefined;
    place.replaceChildren(make());
    if (trace !== undefined) place.querySelector<HTMLElement>(`[data-trace="${trace}"]`)?.focus();
  };

  const element = el(
    'div',
    { class: 'traces' },
    el('div', { class: 'row' }, el('label', { class: 'tick' }, latest, words.latest)),
    list,
    picture,
    el('p', { class: 'part' }, words.map),
    map,
  );
  const show = lookingAgain(runner, look);
  return {
    element,
    shown(now) {
      isInSight = now;
      show(now);
    },
  };
}

function stateOf({ HasFault, HasError, HasThrottle }: Summary): 'ok' | 'error' | 'throttle' | 'fault' {
  if (HasFault) return 'fault';
  if (HasThrottle) return 'throttle';
  return HasError ? 'error' : 'ok';
}

let isDressed = false;

/** The style of the pictures comes with them, as the panel's does. */
function dress(): void {
  if (isDressed) return;
  isDressed = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
