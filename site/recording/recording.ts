import type { Coverage, Lab } from '#labs/contract.ts';
import { runsInTab } from '#labs/runs-in-tab.ts';
import type { About } from '../tab/messages.ts';
import type { Action, Outcome, RunnerEvent } from '../tab/panel/runner.ts';

/** The form of the files in `site/recordings/`; another one needs new recordings. */
export const FORMAT = 'xuong-may/recording/1';

/** A lab's run on the embedded cloud, as `npm run lab:record` wrote it: deployment, scenarios, checks, clean-up. */
export interface Recording {
  format: typeof FORMAT;
  lab: string;
  /** When it was made: `2026-11-21T06:40:00.000Z`. */
  recorded: string;
  /** Of the workshop that made it. */
  version: string;
  /** Of the lab's files it was made from. */
  fingerprint: string;
  about: About;
  moments: Moment[];
}

/** Something that was told, and when: in ms since the beginning. */
export type Moment = { at: number } & Told;
export type Told =
  | Omit<Extract<RunnerEvent, { event: 'stack' }>, 'at'>
  | Extract<RunnerEvent, { event: 'tell' | 'check' | 'activity' | 'begun' }>
  | { event: 'ended'; outcome: Success };
export type Success = Exclude<Outcome, { failure: unknown }>;

/** Where an action of a recording begins. */
export interface Part {
  action: Action;
  /** The scenario, where it is one. */
  what: string;
  /** The moment it begins with. */
  index: number;
}

export function partsOf({ moments }: Pick<Recording, 'moments'>): Part[] {
  return moments.flatMap((moment, index) => (moment.event === 'begun' ? [{ action: moment.action, what: moment.what, index }] : []));
}

/** What of a lab the page's cloud cannot do, and the embedded cloud on a machine can. */
export function onlyOnAMachine({ covers, services }: Pick<Lab, 'covers' | 'services'>): string[] {
  const of = (coverage: Readonly<Record<string, Coverage>>, service: string) => coverage[service] ?? 'not-covered';
  return services.filter((service) => of(covers.tab, service) === 'not-covered' && of(covers.local, service) !== 'not-covered');
}

/** How a page shows a lab at work: it runs there, a recording of it is played, both (what runs is not all of it), or neither. */
export function shownInPage(lab: Pick<Lab, 'covers' | 'services'>): { runs: boolean; recording: boolean } {
  return { runs: runsInTab(lab), recording: onlyOnAMachine(lab).length > 0 };
}
