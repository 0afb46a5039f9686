import { tryParseArn } from '../../arn.ts';
import { defineService } from '../../service.ts';
import { access } from './access.ts';
import type { Local } from './local.ts';
import { measure } from './metrics.ts';
import { runMove } from './moving.ts';
import { operations } from './operations.ts';
import { resourceTypes } from './resources/index.ts';
import { shelfOf } from './shelf.ts';
import { initialState, type SqsState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon SQS. Receives see every message there is, and nothing is throttled; queues of other accounts are refused. */
export const sqs = defineService<SqsState, Local>({
  name: 'sqs',
  wires: [{ signingName: 'sqs', target: 'AmazonSQS', version: '2012-11-05', load: () => import('@aws-sdk/client-sqs') }],
  scope: 'region',
  initialState,
  createLocal: () => ({ shelves: new Map(), moves: new Map(), gauges: new Map() }),
  operations,
  access,
  resourcePolicy: (arn, state) => state.queues.get(tryParseArn(arn)?.resource ?? '')?.attributes.get('Policy'),
  tagging,
  resourceTypes,
  subscriptions: {
    'cloudwatch.MinuteEnded': ({ account, region }, { open, places }) => {
      if (!places().some((place) => place.account === account && place.region === region)) return;
      const call = open(account, region);
      for (const queue of call.state.queues.values()) if (!call.local.gauges.has(queue.arn)) measure(call, queue);
    },
  },
  start(background) {
    background.local.background = background;
    for (const { account, region } of background.places()) {
      const call = background.open(account, region);
      for (const queue of call.state.queues.values()) shelfOf(call, queue);
      for (const task of call.state.moveTasks.values()) if (task.status === 'RUNNING') runMove(call, task);
    }
  },
  stop({ local }) {
    for (const cancel of [...local.moves.values(), ...local.gauges.values()]) cancel();
    for (const shelf of local.shelves.values()) shelf.close('stopped');
  },
});
