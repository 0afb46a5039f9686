import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { ResourcePolicy } from './resources/AWS-Kinesis-ResourcePolicy.ts';
import { Stream } from './resources/AWS-Kinesis-Stream.ts';
import { StreamConsumer } from './resources/AWS-Kinesis-StreamConsumer.ts';
import type { KinesisState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon Kinesis Data Streams. Shards have no write or read limits: nothing is throttled. */
export const kinesis = defineService<KinesisState>({
  name: 'kinesis',
  wires: [{ signingName: 'kinesis', target: 'Kinesis_20131202', load: () => import('@aws-sdk/client-kinesis') }],
  scope: 'region',
  initialState: () => ({ streams: new Map(), policies: new Map() }),
  operations,
  access,
  resourcePolicy: (arn, state) => state.policies.get(arn),
  tagging,
  resourceTypes: [Stream, StreamConsumer, ResourcePolicy],
});
