import { dynamodbCrudFlow } from './dynamodb-crud-flow.ts';
import { dynamodbIndexesFlow } from './dynamodb-indexes-flow.ts';
import { dynamodbStreamsFlow } from './dynamodb-streams-flow.ts';
import type { FlowDrawing } from './flow.ts';
import { ledaFlow } from './leda-flow.ts';
import { restApiFlow } from './rest-api-flow.ts';
import { s3TriggerFlow } from './s3-trigger-flow.ts';

/** The drawn labs, by their id. */
const flows: Readonly<Record<string, FlowDrawing>> = {
  'dynamodb-crud': dynamodbCrudFlow,
  'dynamodb-indexes': dynamodbIndexesFlow,
  'dynamodb-streams': dynamodbStreamsFlow,
  leda: ledaFlow,
  'rest-api': restApiFlow,
  's3-trigger': s3TriggerFlow,
};

/** A lab's drawing. Throws naming the labs that have one. */
export function flowOf(lab: string): FlowDrawing {
  const found = flows[lab];
  if (!found) throw new Error(`lab "${lab}" is not drawn. Drawn are: ${Object.keys(flows).join(', ')}`);
  return found;
}
