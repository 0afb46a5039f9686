import { TAG } from '#cdk/workshop-tags.ts';
import { isExpiryStack } from '../../expires.ts';
import { type Access, type OpenAccount, withAccount } from '../accounts.ts';
import { eachAtOnce } from '../at-once.ts';
import { isRefusal } from '../cleanup/delete-stack.ts';
import { stacksOf, tagsOf } from '../cleanup/read-stacks.ts';
import { isOfEvent } from '../cleanup/untouchable.ts';
import type { EventFile, Participant } from '../event.ts';
import type { EventLab } from '../labs.ts';
import { type CheckedLab, readChecks } from './check-results.ts';

/** One lab of one participant. */
export interface LabStatus {
  lab: string;
  state: 'absent' | 'at-work' | 'deployed' | 'failed';
  /** ISO 8601: when its stack was made. */
  since?: string;
  checks?: Pick<CheckedLab, 'passed' | 'total' | 'at'>;
  /** Estimated, so far. */
  usd: number;
}

export interface ParticipantStatus extends Participant {
  /** In the event's order. */
  labs: LabStatus[];
  usd: number;
  /** ISO 8601: the last deployment, update or check; absent where there was none. */
  activeAt?: string;
  /** The account could not be read, and why. */
  unread?: string;
}

export interface StatusRequest {
  event: EventFile;
  participants: AsyncIterable<Participant> | Iterable<Participant>;
  access: Access;
  labs: readonly EventLab[];
}

/** What every participant has, in the order in which the event names them. */
export async function readStatus(request: StatusRequest): Promise<ParticipantStatus[]> {
  const rows: ParticipantStatus[] = [];
  let count = 0;
  async function* numbered() {
    for await (const participant of request.participants) yield { participant, index: count++ };
  }
  await eachAtOnce(numbered(), request.event.pace.accountsAtOnce, async ({ participant, index }) => {
    rows[index] = await withAccount(request.event, participant, request.access, (opened) => statusOf(opened, participant, request));
  });
  return rows;
}

async function statusOf(opened: OpenAccount, participant: Participant, { event, access, labs }: StatusRequest): Promise<ParticipantStatus> {
  const found = new Map<string, LabStatus & { activeAt: string }>();
  try {
    for (const region of event.regions) {
      const aws = opened.at(region);
      const checks = await readChecks(aws, event.id);
      for (const stack of (await stacksOf(aws)).values()) {
        const tags = tagsOf(stack);
        const id = tags[TAG.lab] ?? '';
        const known = labs.find(({ lab }) => lab.id === id);
        const name = stack.StackName ?? '';
        if (!known || !isOfEvent(tags, event.id) || isExpiryStack(name)) continue;
        const since = stack.CreationTime?.toISOString() ?? '';
        const checked = checks.get(name);
        // Reason: a result from before the stack was made anew says nothing about this one.
        const current = checked && checked.at >= since ? checked : undefined;
        const hours = Math.max(0, access.time.now() - Date.parse(since)) / 3_600_000;
        const usd = known.usdPerIdleHour * hours + (current ? known.lab.cost.usdPerRun : 0);
        const activeAt = [since, stack.LastUpdatedTime?.toISOString() ?? '', current?.at ?? ''].sort().at(-1)!;
        const state = stateOf(stack.StackStatus ?? '');
        const checkText = current ? { checks: { passed: current.passed, total: current.total, at: current.at } } : {};
        found.set(id, { lab: id, state, since, ...checkText, usd, activeAt });
      }
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const absent = labs.map(({ lab }) => ({ lab: lab.id, state: 'absent' as const, usd: 0 }));
    return { ...participant, labs: absent, usd: 0, unread: error.message };
  }
  const rows = labs.map(({ lab }) => found.get(lab.id) ?? { lab: lab.id, state: 'absent' as const, usd: 0 });
  const activeAt = [...found.values()]
    .map((row) => row.activeAt)
    .sort()
    .at(-1);
  return { ...participant, labs: rows, usd: rows.reduce((sum, { usd }) => sum + usd, 0), ...(activeAt && { activeAt }) };
}

/** What CloudFormation's state of a stack means for the lab in it. */
export function stateOf(status: string): LabStatus['state'] {
  if (status.endsWith('_IN_PROGRESS')) return 'at-work';
  return /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE$/.test(status) ? 'deployed' : 'failed';
}

export const isDone = ({ checks }: LabStatus) => checks !== undefined && checks.passed === checks.total;
