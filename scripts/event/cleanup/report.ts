import { type Access, openAccount } from '../accounts.ts';
import { eachAtOnce } from '../at-once.ts';
import type { EventFile } from '../event.ts';
import { causeOf } from './causes.ts';
import { guardAccount } from './guard-account.ts';
import { type FoundItem, keyOf } from './item.ts';
import { entries, journalOf, type Left } from './journal.ts';
import { readAccount } from './make-plan.ts';
import { checkPlan, type PlanEnd, type PlanHeader, readPlan } from './plan-file.ts';
import { STACK } from './read-stacks.ts';

/** What a clean-up came to: the journal's story, and what AWS says now. */
export interface CleanUpReport {
  plan: PlanHeader & PlanEnd;
  /** ISO 8601; absent where the plan was never applied. */
  begun?: string;
  last?: string;
  gone: number;
  /** Attempts that did not succeed and were followed by another, by cause. */
  retried: Record<string, number>;
  /** What is there now, account by account. */
  survivors: number;
}

export interface SurvivorsOfAccount {
  account: string;
  participant: string;
  left: Left[];
}

/** Reads a plan's journal, then every account anew. Hears of each account in which something is left. */
export async function report(
  event: EventFile,
  access: Access,
  file: string,
  onSurvivors: (survivors: SurvivorsOfAccount) => void,
): Promise<CleanUpReport> {
  const { header, end } = await checkPlan(file);
  const { causes, ...story } = await readJournal(file);
  let survivors = 0;
  await eachAtOnce(readPlan(file), event.pace.accountsAtOnce, async ({ planned, ...account }) => {
    const left = account.refused
      ? [{ type: 'account', id: account.account, cause: 'account-refused' }]
      : await leftNow(event, access, account, new Map(planned.map((item) => [keyOf(item), item.n])), causes);
    if (left.length === 0) return;
    survivors += left.length;
    onSurvivors({ account: account.account, participant: account.participant, left });
  });
  return { plan: { ...header, ...end }, ...story, survivors };
}

async function leftNow(
  event: EventFile,
  access: Access,
  { account, participant }: { account: string; participant: string },
  planned: ReadonlyMap<string, number>,
  causes: ReadonlyMap<number, Pick<Left, 'cause' | 'said'>>,
): Promise<Left[]> {
  const opened = openAccount(event, { account, name: participant }, access);
  const { refused } = await guardAccount(opened, event);
  if (refused) return [{ type: 'account', id: account, cause: 'account-closed', said: String(refused.parameters.reason ?? '') }];
  const found: FoundItem[] = await readAccount(opened, event.id, event.regions);
  return found.map((item) => {
    const n = planned.get(keyOf(item));
    const { type, id } = item;
    if (n === undefined) return { type, id, cause: 'not-planned' };
    const stack = item.kind === 'resource' && item.stack ? planned.get(keyOf({ type: STACK, id: item.stack })) : undefined;
    // Reason: a stack whose turn has not come has not failed, and neither has what is in it.
    const unknown = stack !== undefined && causes.has(stack) ? 'stack-left' : causeOf('not-reached').id;
    return { n, type, id, ...(causes.get(n) ?? { cause: unknown }) };
  });
}

async function readJournal(file: string) {
  const retried: Record<string, number> = {};
  const causes = new Map<number, Pick<Left, 'cause' | 'said'>>();
  let gone = 0;
  let begun: string | undefined;
  let last: string | undefined;
  for await (const { entry } of entries(journalOf(file))) {
    last = entry.at;
    if (entry.what === 'begun') begun ??= entry.at;
    if (entry.what === 'gone') gone++;
    if (entry.what === 'retried') retried[entry.cause] = (retried[entry.cause] ?? 0) + 1;
    if (entry.what !== 'place') continue;
    for (const { n, cause, said } of entry.left) if (n !== undefined) causes.set(n, { cause, said });
  }
  return { ...(begun && { begun }), ...(last && { last }), gone, retried, causes };
}
