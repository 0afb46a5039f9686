import type { Language } from '../../../i18n/language.ts';
import { type Part, partsOf, type Recording } from '../../../recording/recording.ts';
import { mustHaveRecording } from '../../../recording/recordings.ts';
import type { WatchContext } from '../context.ts';
import { el, field } from '../dom.ts';
import { type LabDrawings, loadDrawings } from '../drawings.ts';
import { dress } from '../dress.ts';
import { liveDiagram } from '../live-diagram.ts';
import { results } from '../results.ts';
import { statusLine } from '../status-line.ts';
import { wear } from '../style-sheet.ts';
import { eventsView } from '../views/events.ts';
import { duration, loadViewWords, type ViewTranslate } from '../words.ts';
import { isStep, pause } from './pace.ts';
import css from './player.css?inline';
import { RecordedRun } from './recorded-run.ts';

/** Opens the recording of a lab where the page has left room for it. */
export async function openRecording(place: HTMLElement, lab: string, language: Language): Promise<void> {
  dress();
  wear(css);
  const [t, recording, drawings] = await Promise.all([loadViewWords(language), loadRecording(lab), loadDrawings(lab, language)]);
  place.replaceChildren(player(recording, ownIds(drawings), t, language));
}

async function loadRecording(lab: string): Promise<Recording> {
  const address = mustHaveRecording(lab);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json() as Promise<Recording>;
}

function player(recording: Recording, drawings: LabDrawings, t: ViewTranslate, language: Language): HTMLElement {
  const { moments } = recording;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
  const parts = partsOf(recording);
  const body = el('div', { class: 'recorded-body' });
  let run = new RecordedRun(recording);
  let timer: number | undefined;

  const play = el('button', { type: 'button', class: 'strong', click: () => (timer === undefined ? start() : stop()) }, t('recorded.play'));
  const step = el('button', { type: 'button', click: () => oneStep() }, t('recorded.step'));
  const slider = el('input', { type: 'range', min: '0', max: String(moments.length), step: '1', input: () => to(Number(slider.value)) });
  slider.value = '0';
  const time = el('output', { class: 'clock' });
  const jumps = parts.map((part) => el('button', { type: 'button', click: () => from(part.index) }, nameOf(part, recording, t, language)));

  const mount = () => {
    run = new RecordedRun(recording);
    const context: WatchContext = { runner: run, t, language, say: (text) => text[language] };
    body.replaceChildren(
      statusLine(context, t('recorded.ready'), false),
      liveDiagram(context, drawings),
      results(context),
      el('section', {}, el('p', { class: 'part' }, t('tab.events')), eventsView(context).element),
    );
  };
  const show = () => {
    const at = moments[run.told - 1]?.at ?? 0;
    slider.value = String(run.told);
    time.textContent = t('recorded.time', { at: duration(t, language, at), all: duration(t, language, moments.at(-1)?.at ?? 0) });
    const saying = body.querySelector('.status')?.textContent ?? '';
    slider.ariaValueText = `${time.textContent}. ${saying}`;
    play.textContent = t(timer !== undefined ? 'recorded.pause' : run.told === moments.length ? 'recorded.again' : 'recorded.play');
    step.ariaDisabled = String(run.told === moments.length);
    for (const [index, jump] of jumps.entries()) {
      const isNow = run.told > parts[index]!.index && run.told <= (parts[index + 1]?.index ?? moments.length);
      jump.ariaCurrent = isNow ? 'step' : null;
    }
  };
  const to = (told: number) => {
    if (told < run.told) mount();
    while (run.told < told) run.step();
    show();
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    show();
  };
  const from = (told: number) => {
    stop();
    to(told);
    start();
  };
  const start = () => {
    if (run.told === moments.length) to(0);
    goOn();
  };
  const goOn = () => {
    const next = moments[run.told];
    if (!next) return stop();
    timer = window.setTimeout(
      () => {
        run.step();
        // Reason: who wants little motion sees an action begin, and then how it went.
        while (isCalm.matches && moments[run.told - 1]?.event !== 'ended' && run.step());
        goOn();
      },
      pause(moments[run.told - 1], next),
    );
    show();
  };
  const oneStep = () => {
    stop();
    for (let moment = run.step(); moment && !isStep(moment); ) moment = run.step();
    show();
  };

  mount();
  show();
  const date = new Date(recording.recorded).toLocaleDateString(language, { dateStyle: 'long' });
  return el(
    'div',
    { class: 'recorded' },
    el('p', { class: 'said' }, el('strong', {}, t('recorded.title')), ` ${t('recorded.said', { date, version: recording.version })}`),
    el('div', { class: 'row' }, play, step, time),
    field(t('recorded.place'), slider),
    el('ol', { class: 'jumps', 'aria-label': t('recorded.parts') }, ...jumps.map((jump) => el('li', {}, jump))),
    body,
  );
}

function nameOf({ action, what }: Part, { about }: Recording, t: ViewTranslate, language: Language): string {
  const scenario = about.scenarios.find(({ id }) => id === what);
  return action === 'run' && scenario ? scenario.says[language] : t(action);
}

/** The drawings with ids of their own: the lab itself may be open in the same page. */
function ownIds(drawings: LabDrawings): LabDrawings {
  const own = (svg: string, stage: string) => svg.replaceAll(`live-${stage}-`, `recorded-${stage}-`);
  return Object.fromEntries(
    Object.entries(drawings).map(([stage, { wide, narrow, edges }]) => [
      stage,
      { wide: own(wide, stage), narrow: own(narrow, stage), edges },
    ]),
  );
}
