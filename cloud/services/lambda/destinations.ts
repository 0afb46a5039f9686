import { tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { assumeRole } from './execution/session.ts';
import type { LambdaFunction, LambdaState } from './state.ts';

/** Where records may go: what is missing here is refused by name. */
const OF_EVENTS = ['lambda', 's3'];

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
  try {
    const { principal } = await assumeRole(call, fn.latest.role, fn.name);
    const aws = call.as(principal);
    const bytes = new TextEncoder().encode(JSON.stringify(record));
    const { service, resource } = tryParseArn(destination)!;
    if (service === 'lambda') {
      await aws.lambda.Invoke({ FunctionName: destination, InvocationType: 'Event', Payload: bytes });
    } else {
      const at = new Date(call.clock.now()).toISOString().slice(0, 19).replaceAll(':', '.');
      const Key = `aws/lambda/${folder}/${at.slice(0, 10).replaceAll('-', '/')}/${at}-${call.random.uuid()}`;
      await aws.s3.PutObject({ Bucket: resource, Key, Body: bytes });
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
