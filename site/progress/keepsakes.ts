import { forget, keep, kept, keptNames } from '../elements/storage.ts';
import { databaseOf } from '../tab/database.ts';
import { isRecord, mergedWork, type Work, workOf } from '../tab/panel/lab-work.ts';

/** What a reader has done besides reading: work in labs that run in the page, tasks, answers to questions. */
export interface Keepsakes {
  labs: Readonly<Record<string, Work>>;
  tasks: readonly string[];
  /** Question -> the choice last taken. */
  answers: Readonly<Record<string, number>>;
}

const LAB = 'lab.';

/** Out of a file; what a file does not have is none. Undefined when anything in it is not what it has to be. */
export function keepsakesOf(data: unknown): Keepsakes | undefined {
  if (!isRecord(data)) return undefined;
  const { labs = {}, tasks = [], answers = {} } = data;
  if (!isRecord(labs) || !Array.isArray(tasks) || !isRecord(answers)) return undefined;
  const works = Object.entries(labs).map(([lab, work]) => [lab, workOf(work)] as const);
  if (!works.every(([lab, work]) => /^[a-z0-9-]+$/.test(lab) && work !== undefined)) return undefined;
  if (!tasks.every((task) => typeof task === 'string')) return undefined;
  if (!Object.values(answers).every((choice) => Number.isInteger(choice))) return undefined;
  return { labs: Object.fromEntries(works) as Keepsakes['labs'], tasks, answers: answers as Keepsakes['answers'] };
}

/** What either of the two has; where both have something else in the same place, the first one's stays. */
export function mergedKeepsakes(one: Keepsakes, other: Keepsakes): Keepsakes {
  const both = Object.keys(other.labs).map((lab) => [lab, mergedWork(one.labs[lab], other.labs[lab]!)] as const);
  return {
    labs: { ...one.labs, ...Object.fromEntries(both) },
    tasks: [...new Set([...one.tasks, ...other.tasks])],
    answers: { ...other.answers, ...one.answers },
  };
}

/** What is kept in this browser; what is damaged there is none. */
export function keptKeepsakes(storage?: () => Storage): Keepsakes {
  const names = keptNames(storage).filter((name) => name.startsWith(LAB));
  const works = names.flatMap((name) => {
    const work = workOf(kept(name, storage));
    return work ? [[name.slice(LAB.length), work] as const] : [];
  });
  return {
    labs: Object.fromEntries(works),
    tasks: keepsakesOf({ tasks: kept('tasks', storage) ?? [] })?.tasks ?? [],
    answers: keepsakesOf({ answers: kept('answers', storage) ?? {} })?.answers ?? {},
  };
}

export function keepKeepsakes({ labs, tasks, answers }: Keepsakes, storage?: () => Storage): void {
  for (const [lab, work] of Object.entries(labs)) keep(LAB + lab, work, storage);
  keep('tasks', tasks, storage);
  keep('answers', answers, storage);
}

/** Forgets them, and what the named labs have deployed in the page. */
export function forgetKeepsakes(labs: readonly string[], storage?: () => Storage, databases?: Pick<IDBFactory, 'deleteDatabase'>): void {
  for (const name of keptNames(storage)) if (name.startsWith(LAB) || name === 'tasks' || name === 'answers') forget(name, storage);
  for (const lab of labs) databases?.deleteDatabase(databaseOf(lab));
}
