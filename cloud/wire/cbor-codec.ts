import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import type { PayloadCodec } from './model.ts';

/** CBOR for a service whose own client speaks something else. In a file of its own: where clients and models are one build, nobody asks for it. */
export function cborCodec(options: { defaultNamespace: string }): PayloadCodec {
  return new AwsSmithyRpcV2CborProtocol(options).getPayloadCodec();
}
