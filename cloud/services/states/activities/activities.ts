import type * as sdk from '@aws-sdk/client-sfn';
import { refuseMembers } from '../../../aws-error.ts';
import type { Operation } from '../../../operation.ts';
import { pageAfter } from '../../../page.ts';
import { activityArn, checkArn, checkName } from '../arns.ts';
import { activityDoesNotExist, invalidPage } from '../errors.ts';
import { backgroundCall, type Local, type StatesCall } from '../local.ts';
import { pageSize } from '../machines.ts';
import type { Activity, StatesState } from '../state.ts';
import { checkTags } from '../tags.ts';
import { taken } from './queue.ts';

type Op<Input, Output> = Operation<StatesState, Input, Output, Local>;

/** How long a worker's question stays open. Step Functions API Reference, GetActivityTask. */
const POLL_MS = 60_000;

/** Throws InvalidArn, ActivityDoesNotExist. */
function activityAt({ state }: Pick<StatesCall, 'state'>, arn: string): Activity {
  checkArn(arn, 'activity');
  const activity = state.activities.get(arn);
  if (!activity) throw activityDoesNotExist(arn);
  return activity;
}

/** The same name gives the same activity. Step Functions API Reference, CreateActivity. */
export const CreateActivity: Op<sdk.CreateActivityInput, sdk.CreateActivityOutput> = (input, call) => {
  refuseMembers('states CreateActivity', input, ['encryptionConfiguration']);
  const name = input.name!;
  checkName(name);
  const arn = activityArn(call, name);
  const present = call.state.activities.get(arn);
  if (present) return { activityArn: arn, creationDate: new Date(present.createdAt) };
  const tags = new Map((input.tags ?? []).map(({ key, value }) => [key!, value ?? ''] as const));
  checkTags(tags, call.principal);
  const createdAt = call.clock.now();
  call.state.activities.set(arn, { arn, name, createdAt, tags, queue: [] });
  return { activityArn: arn, creationDate: new Date(createdAt) };
};

export const DeleteActivity: Op<sdk.DeleteActivityInput, sdk.DeleteActivityOutput> = (input, call) => {
  checkArn(input.activityArn!, 'activity');
  call.state.activities.delete(input.activityArn!);
  return {};
};

export const DescribeActivity: Op<sdk.DescribeActivityInput, sdk.DescribeActivityOutput> = (input, call) =>
  described(activityAt(call, input.activityArn!));

const described = ({ arn, name, createdAt }: Activity) => ({ activityArn: arn, name, creationDate: new Date(createdAt) });

export const ListActivities: Op<sdk.ListActivitiesInput, sdk.ListActivitiesOutput> = (input, call) => {
  const page = { token: input.nextToken, size: pageSize(input.maxResults) };
  const { items, next } = pageAfter(call.state.activities.values(), ({ arn }) => arn, page, invalidPage);
  return { activities: items.map(described), ...(next !== undefined && { nextToken: next }) };
};

/** Gives a worker the oldest task, or waits up to a minute for one. Step Functions API Reference, GetActivityTask. */
export const GetActivityTask: Op<sdk.GetActivityTaskInput, sdk.GetActivityTaskOutput> = async (input, call) => {
  const activity = activityAt(call, input.activityArn!);
  const background = backgroundCall(call);
  const task = activity.queue.shift() ?? (await nextTask(call, activity.arn));
  if (!task) return {};
  taken(background, activity.arn, task.token, input.workerName);
  return { taskToken: task.token, input: task.input };
};

function nextTask(call: StatesCall, arn: string): Promise<{ token: string; input: string } | undefined> {
  return new Promise((resolve) => {
    const workers = call.local.workers.get(arn) ?? [];
    call.local.workers.set(arn, workers);
    const take = (task: { token: string; input: string } | undefined): void => {
      cancel();
      resolve(task);
    };
    const cancel = call.clock.after(POLL_MS, () => {
      workers.splice(workers.indexOf(take), 1);
      resolve(undefined);
    });
    workers.push(take);
  });
}
