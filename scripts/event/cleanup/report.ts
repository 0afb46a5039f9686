import { type Access, withAccount } from '../accounts.ts';
import { eachInOrder } from '../at-once.ts';
import type { EventFile } from '../event.ts';
import { causeOf } from './causes.ts';
import { guardAccount } from './guard-account.ts';
import { type FoundItem, keyOf, type PlanItem } from './item.ts';
import { entries, journalOf, type Left } from './journal.ts';
import { readAccount } from './make-plan.ts';
import { checkPlan, type PlanEnd, type PlanHeader, type PlannedAccount, readPlan } from './plan-file.ts';

type AccountOfPlan = PlannedAccount & { planned: PlanItem[] };
type Causes = ReadonlyMap<number, Pick<Left, 'cause' | 'said'>>;

/** What became of a plan, as its journal tells it. */
export interface Story {
  plan: PlanHeader & PlanEnd;
  /** ISO 8601; absent where the plan was never applied. */
  begun?: string;
  last?: string;
  gone: number;
  /** Attempts that did not succeed and were followed by another, by cause. */
  retried: Record<string, number>;
  /** Why an item of the plan was left, by its number. */
  causes: Causes;
}

export interface SurvivorsOfAccount {
  account: string;
  participant: string;
  left: Left[];
}

/** Reads a plan and the journal beside it. Throws UserError. */
export async function readStory(file: string): Promise<Story> {
  const { header, end } = await checkPlan(file);
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
  return { plan: { ...header, ...end }, ...(begun && { begun }), ...(last && { last }), gone, retried, causes };
}

/** Reads every account of a plan anew: what of the event is there, and why. Hears of each account in which something is. */
export async function readSurvivors(
  event: EventFile,
  access: Access,
  file: string,
  { causes }: Pick<Story, 'causes'>,
  onSurvivors: (survivors: SurvivorsOfAccount) => void,
): Promise<void> {
  const look = async ({ account, participant, refused, planned }: AccountOfPlan): Promise<SurvivorsOfAccount> => ({
    account,
    participant,
    left: refused
      ? [{ type: 'account', id: account, cause: 'account-refused' }]
      : await leftNow(event, access, { account, participant }, planned, causes),
  });
  await eachInOrder(readPlan(file), event.pace.accountsAtOnce, look, (survivors) => {
    if (survivors.left.length > 0) onSurvivors(survivors);
  });
}

async function leftNow(
  event: EventFile,
  access: Access,
  { account, participant }: { account: string; participant: string },
  planned: readonly PlanItem[],
  causes: Causes,
): Promise<Left[]> {
  const found = await withAccount(event, { account, name: participant }, access, async (opened): Promise<FoundItem[] | Left> => {
    const { refused } = await guardAccount(opened, event);
    if (refused) return { type: 'account', id: account, cause: 'account-closed', said: String(refused.parameters.reason ?? '') };
    return readAccount(opened, event.id, event.regions);
  });
  if (!Array.isArray(found)) return [found];
  const numbers = new Map(planned.map((item) => [keyOf(item), item.n]));
  const insideOf = Map.groupBy(found, (item) => (item.kind === 'resource' ? item.stack : undefined));
  // Reason: what is in a stack is there for the stack's reason, and goes with it.
  const whole = found.filter((item) => item.kind === 'stack' || item.stack === undefined);
  return whole.map((item) => leftOf(item, insideOf.get(item.id)?.length ?? 0, numbers.get(keyOf(item)), causes));
}

function leftOf({ type, id }: FoundItem, inside: number, n: number | undefined, causes: Causes): Left {
  const what = { type, id, ...(inside > 0 && { inside }) };
  if (n === undefined) return { ...what, cause: causeOf('not-planned').id };
  return { n, ...what, ...(causes.get(n) ?? { cause: causeOf('not-reached').id }) };
}
