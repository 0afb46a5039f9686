import type { TabFailure } from '../connect.ts';
import type { WatchContext } from './context.ts';
import { el } from './dom.ts';
import type { Action, Outcome, RunnerEvent } from './runner.ts';
import { variantName } from './stage-names.ts';
import { duration } from './words.ts';

/**
 * One line that says what is going on and how it went, read aloud by screen readers; first `opened`. Beside it, the time that passes,
 * where it does.
 */
export function statusLine(context: WatchContext, opened: string, passes = true): HTMLElement {
  const { runner, t, language } = context;
  const line = el('p', { role: 'status', class: 'status' });
  const clock = el('span', { class: 'clock', 'aria-hidden': 'true' });
  let ticking: number | undefined;
  const tick = (since: number) => {
    clock.textContent = duration(t, language, performance.now() - since);
  };
  runner.on((event) => {
    const said = textOf(context, event);
    if (said) {
      line.textContent = said.text;
      line.dataset.mood = said.mood;
    }
    if (event.event === 'begun' && passes) {
      const since = performance.now();
      ticking = window.setInterval(tick, 100, since);
    }
    if (event.event === 'ended') {
      clearInterval(ticking);
      clock.textContent = '';
    }
  });
  line.textContent = opened;
  return el('div', { class: 'status-line' }, line, clock);
}

type Said = { text: string; mood: 'calm' | 'good' | 'bad' };

function textOf(context: WatchContext, event: RunnerEvent): Said | undefined {
  const { t, say } = context;
  switch (event.event) {
    case 'begun':
      return { text: begun(context, event.action, event.what), mood: 'calm' };
    case 'ended':
      return ended(context, event.outcome);
    case 'tell':
      return { text: say(event.text), mood: 'calm' };
    case 'fault':
      return { text: t('broken', { reason: event.message.split('\n')[0]! }), mood: 'bad' };
    default:
      return undefined;
  }
}

function begun(context: WatchContext, action: Action, what: string): string {
  const { runner, t, say } = context;
  const scenario = runner.about.scenarios.find(({ id }) => id === what)?.says;
  const texts: Record<Action, () => string> = {
    deploy: () => t('deploying', { variant: variantName(context, runner.variant) }),
    run: () => t('running', { scenario: scenario ? say(scenario) : t('symptom') }),
    check: () => t('checking'),
    destroy: () => t('destroying'),
  };
  return texts[action]();
}

function ended({ t, language }: WatchContext, outcome: Outcome): Said {
  if ('failure' in outcome) return { text: failed(t, outcome.action, outcome.failure), mood: 'bad' };
  const time = duration(t, language, outcome.ms);
  switch (outcome.action) {
    case 'deploy':
      if (outcome.touched === 0) return { text: t('deployed.nothing'), mood: 'good' };
      return { text: t('deployed', { status: outcome.status, time, count: outcome.touched }), mood: 'good' };
    case 'run':
      return { text: t('ran', { time }), mood: 'calm' };
    case 'check': {
      const count = outcome.results.length;
      const passed = outcome.results.filter((result) => result.outcome === 'passed').length;
      if (passed === count) return { text: t('checked.all', { count, time }), mood: 'good' };
      return { text: t('checked.some', { passed, count, time }), mood: 'bad' };
    }
    case 'destroy':
      if (outcome.left.length > 0) return { text: t('destroyed.left', { left: outcome.left.join(', ') }), mood: 'bad' };
      return { text: t('destroyed', { time }), mood: 'good' };
  }
}

function failed(t: WatchContext['t'], action: Action, { message, details }: TabFailure): string {
  const { file, line, column } = details;
  const reason = file === undefined ? message : t('source.place', { file, line: line ?? 1, column: column ?? 1, message });
  return t(action === 'deploy' ? 'deployFailed' : 'failed', { reason });
}
