import type { StartStreamEncryptionInput, StopStreamEncryptionInput } from '@aws-sdk/client-kinesis';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import type { KinesisState } from './state.ts';
import { streamOf } from './streams.ts';

/** The one key that needs no KMS of the account's own. */
const AWS_MANAGED_KEY = 'alias/aws/kinesis';

/** Encrypts new records under the AWS managed key; other keys are refused. Kinesis API Reference, StartStreamEncryption. */
export const StartStreamEncryption: Operation<KinesisState, StartStreamEncryptionInput, void> = (input, call) => {
  checkType(input.EncryptionType);
  const stream = streamOf(call, input);
  if (input.KeyId !== AWS_MANAGED_KEY) throw notImplemented(`kinesis StartStreamEncryption with a KeyId other than ${AWS_MANAGED_KEY}`);
  stream.keyId = input.KeyId;
};

/** Leaves new records unencrypted. Kinesis API Reference, StopStreamEncryption. */
export const StopStreamEncryption: Operation<KinesisState, StopStreamEncryptionInput, void> = (input, call) => {
  checkType(input.EncryptionType);
  const stream = streamOf(call, input);
  if (stream.keyId !== undefined && input.KeyId !== stream.keyId) {
    throw new AwsError(
      'InvalidArgumentException',
      `Stream ${stream.name} under account ${call.account} is not encrypted with key ${input.KeyId}.`,
    );
  }
  delete stream.keyId;
};

function checkType(type: string | undefined): void {
  refuseViolations('ValidationException', [oneOf('encryptionType', type, ['KMS'])]);
}
