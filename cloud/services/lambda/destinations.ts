import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import type { Aws } from '../aws.ts';
import { assumeRole } from './execution/session.ts';
import { mayRole } from './role.ts';
import type { LambdaFunction, LambdaState } from './state.ts';

/** Where records may go: what is missing here is refused by name. */
const OF_EVENTS = ['lambda', 's3', 'sns', 'sqs'];

/** Refuses a destination that nothing would reach. `services` are those the source may send to. */
export function checkDestination(operation: string, arn: string | undefined, services: readonly string[] = OF_EVENTS): void {
  if (arn === undefined) return;
  const parsed = tryParseArn(arn);
  if (!parsed) throw new AwsError('InvalidParameterValueException', 'The provided destination config DestinationConfig is invalid.');
  if (!services.includes(parsed.service)) throw notImplemented(`lambda ${operation} with a destination in ${parsed.service}`);
}

/** Hands a record to a destination, as the function's role. What the role may not do is lost, as on Lambda. */
export async function sendToDestination(
  call: Call<LambdaState, unknown>,
  fn: LambdaFunction,
  destination: string,
  record: object,
  folder: string,
): Promise<void> {
  await asRole(call, fn, async (aws) => {
    const text = JSON.stringify(record);
    const { service, resource, account } = tryParseArn(destination)!;
    switch (service) {
      case 'lambda':
        await aws.lambda.Invoke({ FunctionName: destination, InvocationType: 'Event', Payload: new TextEncoder().encode(text) });
        return;
      case 'sqs':
        await aws.sqs.SendMessage({ QueueUrl: `${call.endpoint}/${account}/${resource}`, MessageBody: text });
        return;
      case 'sns':
        await aws.sns.Publish({ TopicArn: destination, Message: text });
        return;
      default: {
        const at = new Date(call.clock.now()).toISOString().slice(0, 19).replaceAll(':', '.');
        const Key = `aws/lambda/${folder}/${at.slice(0, 10).replaceAll('-', '/')}/${at}-${call.random.uuid()}`;
        await aws.s3.PutObject({ Bucket: resource, Key, Body: new TextEncoder().encode(text) });
      }
    }
  });
}

/** An event that was given up, for the dead-letter queue or topic of its function. */
export interface DeadLetter {
  requestId: string;
  /** JSON text. */
  payload: string;
  errorMessage: string;
}

const LONGEST_MESSAGE = 1024;

/** Sends an event as it came, with what went wrong in its attributes. Lambda Developer Guide, "Adding a dead-letter queue". */
export async function sendDeadLetter(
  call: Call<LambdaState, unknown>,
  fn: LambdaFunction,
  target: string,
  { requestId, payload, errorMessage }: DeadLetter,
): Promise<void> {
  const MessageAttributes = {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: errorMessage.slice(0, LONGEST_MESSAGE) || 'Unknown' },
  };
  await asRole(call, fn, async (aws) => {
    const { service, resource, account } = tryParseArn(target)!;
    if (service === 'sns') await aws.sns.Publish({ TopicArn: target, Message: payload, MessageAttributes });
    else await aws.sqs.SendMessage({ QueueUrl: `${call.endpoint}/${account}/${resource}`, MessageBody: payload, MessageAttributes });
  });
}

/** Refuses a dead-letter target that the role may not reach. Throws InvalidParameterValueException. */
export async function checkDeadLetters(call: Call<LambdaState, unknown>, role: string, target: string | undefined): Promise<void> {
  if (!target) return;
  const service = tryParseArn(target)?.service;
  if (service !== 'sqs' && service !== 'sns') {
    throw new AwsError(
      'InvalidParameterValueException',
      `The provided target ARN ${target} is invalid: it must name an SQS queue or an SNS topic.`,
    );
  }
  const [action, name] = service === 'sqs' ? ['SendMessage', 'SQS'] : ['Publish', 'SNS'];
  if (await mayRole(call, role, [`${service}:${action}`], target)) return;
  throw new AwsError(
    'InvalidParameterValueException',
    `The provided execution role does not have permissions to call ${action} on ${name}`,
  );
}

async function asRole(call: Call<LambdaState, unknown>, fn: LambdaFunction, send: (aws: Aws) => Promise<void>): Promise<void> {
  try {
    const { principal } = await assumeRole(call, fn.latest.role, fn.name);
    await send(call.as(principal));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
