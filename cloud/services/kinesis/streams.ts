import { formatArn, tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Call } from '../../operation.ts';
import type { KinesisState, Stream } from './state.ts';

/** The two ways in which an input names its stream. */
export interface StreamReference {
  StreamName?: string | undefined;
  StreamARN?: string | undefined;
  StreamId?: string | undefined;
}

/** The stream an input names. Throws ResourceNotFoundException. */
export function streamOf(call: Call<KinesisState>, input: StreamReference): Stream {
  if (input.StreamId !== undefined) throw notImplemented('kinesis StreamId');
  const name = streamName(call, input);
  const stream = call.state.streams.get(name);
  if (!stream) throw new AwsError('ResourceNotFoundException', `Stream ${name} under account ${call.account} not found.`);
  return stream;
}

/** The ARN an input names, for `iam`: the stream need not exist. */
export function streamArnOf(call: Call<KinesisState>, input: StreamReference): string {
  return input.StreamARN ?? streamArn(call, input.StreamName ?? '*');
}

export function streamArn(call: Call<KinesisState>, name: string): string {
  return formatArn({ service: 'kinesis', region: call.region, account: call.account, resource: `stream/${name}` });
}

export function checkStreamName(name: string | undefined): void {
  refuseViolations('ValidationException', [matching('streamName', name, '[a-zA-Z0-9_.-]+'), lengthWithin('streamName', name, 1, 128)]);
}

function streamName(call: Call<KinesisState>, { StreamName, StreamARN }: StreamReference): string {
  if (StreamARN === undefined) {
    if (StreamName === undefined) throw new AwsError('InvalidArgumentException', 'Either StreamName or StreamARN must be specified.');
    checkStreamName(StreamName);
    return StreamName;
  }
  const arn = tryParseArn(StreamARN);
  const name = arn?.service === 'kinesis' ? /^stream\/([a-zA-Z0-9_.-]+)$/.exec(arn.resource)?.[1] : undefined;
  if (!arn || name === undefined) {
    refuseViolations('ValidationException', [matching('streamARN', StreamARN, 'arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+')]);
    throw new AwsError('InvalidArgumentException', `Stream ARN ${StreamARN} is invalid.`);
  }
  if (StreamName !== undefined && StreamName !== name) {
    throw new AwsError('InvalidArgumentException', `StreamARN ${StreamARN} and StreamName ${StreamName} do not name the same stream.`);
  }
  if (arn.account !== call.account) throw notImplemented('kinesis access to a stream of another account');
  if (arn.region !== call.region)
    throw new AwsError('ResourceNotFoundException', `Stream ${name} under account ${call.account} not found.`);
  return name;
}
