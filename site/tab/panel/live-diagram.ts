import type { Activity } from '../messages.ts';
import type { WatchContext } from './context.ts';
import { el } from './dom.ts';
import type { LabDrawings } from './drawings.ts';
import { type NodeState, Picture } from './picture.ts';
import { Pulses } from './pulses.ts';

/** The lab's own drawing, at work: resources light up as they are created, what travels is counted, failures flash. */
export function liveDiagram({ runner, t, language }: WatchContext, drawings: LabDrawings): HTMLElement {
  const figure = el('figure', { class: 'live', 'aria-label': t('diagram') });
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
  const pulses = new Pulses();
  const states = new Map<string, NodeState>();
  let waiting: Activity[] = [];
  let pictures: Picture[] = [];
  let drawn: string | undefined;

  const draw = () => {
    const stage = stageOf(runner.variant, drawings);
    if (stage === drawn || !drawings[stage]) return;
    drawn = stage;
    const { wide, narrow, edges } = drawings[stage];
    // The site's own build made these drawings; nothing a reader writes gets into them.
    figure.innerHTML = wide + narrow;
    const format = (count: number) => count.toLocaleString(language);
    const resources = new Set(runner.resourcesOf(stage));
    pictures = [...figure.querySelectorAll('svg')].map((svg) => new Picture(svg, edges, resources, format));
    for (const picture of pictures) picture.showAll(states);
  };
  const setAll = () => {
    states.clear();
    for (const id of Object.keys(runner.state.resources)) states.set(id, 'ready');
    for (const picture of pictures) picture.showAll(states);
  };
  const flush = () => {
    const batch = waiting;
    waiting = [];
    for (const picture of pictures) {
      for (const activity of batch) {
        const way = picture.count(activity);
        if (way && !isCalm.matches && picture.isInSight) pulses.send(way, activity.failed > 0);
      }
      picture.writeCounts();
    }
  };

  runner.on((event) => {
    switch (event.event) {
      case 'stack': {
        const state = stateOf(event.status);
        if (state) states.set(event.resource, state);
        for (const picture of pictures) picture.show(event.resource, states);
        break;
      }
      case 'activity':
        // Reason: batches come as often as frames do, or more often.
        if (waiting.length === 0) requestAnimationFrame(flush);
        waiting.push(...event.activity);
        break;
      case 'begun':
        for (const picture of pictures) picture.forgetCounts();
        break;
      case 'state':
        draw();
        if (!runner.busy || runner.state.status === undefined) setAll();
        break;
      case 'ended':
        setAll();
        break;
    }
  });
  draw();
  setAll();
  return figure;
}

/** A drill is drawn as the stage it breaks. */
function stageOf(variant: string, drawings: LabDrawings): string {
  const [kind, name = ''] = variant.split(':');
  return kind === 'stage' && drawings[name] ? name : 'solution';
}

function stateOf(status: string): NodeState | undefined {
  if (status.endsWith('_FAILED')) return 'failed';
  if (status === 'DELETE_COMPLETE') return 'absent';
  if (status.endsWith('_COMPLETE')) return 'ready';
  return status.endsWith('_IN_PROGRESS') ? 'busy' : undefined;
}
