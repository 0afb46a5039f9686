import { AwsJson1_0Protocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { describe, expect, test } from 'vitest';
import { isRest } from '../protocol.ts';
import { clientPackages } from './clients.ts';
import { roundTrip } from './round-trip.ts';
import { subject } from './subject.ts';

const SEEDS = [1, 2, 3];

/** What cannot arrive as it was sent, and why: an operation, or a member of any operation. */
const exceptions: Record<string, string> = {
  'eventbridge PutEvents': 'the client makes EndpointId a part of the host',
  's3 WriteGetObjectResponse': 'is signed for another service, s3-object-lambda',
  's3 .SSECustomerKey': 'the client encodes the key',
  's3 .SSECustomerKeyMD5': 'the client computes it',
  's3 .CopySourceSSECustomerKey': 'the client encodes the key',
  's3 .CopySourceSSECustomerKeyMD5': 'the client computes it',
  's3 .ExpiresString': 'the client fills it from Expires',
};

/** Empty is absent on the wire, and absent is refused, as AWS does. */
const emptyIsRefused: Record<string, string> = {
  ...exceptions,
  'iam PutAccountProperties': 'the map is required',
  's3 DeleteObjects': 'the list is required and flat',
  's3 PutBucketCors': 'the list is required and flat',
  's3 PutBucketEncryption': 'the list is required and flat',
  's3 PutBucketIntelligentTieringConfiguration': 'the list is required and flat',
  's3 PutBucketLifecycleConfiguration': 'the list is required and flat',
  's3 PutBucketOwnershipControls': 'the list is required and flat',
  's3 PutBucketPolicy': 'the body is required',
  's3 PutBucketReplication': 'the list is required and flat',
  'sns CreatePlatformApplication': 'the map is required',
  'sns SetEndpointAttributes': 'the map is required',
  'sns SetPlatformApplicationAttributes': 'the map is required',
  'sns SetSMSAttributes': 'the map is required',
};
/** Two operations of the same method and path. */
const needsHint: Record<string, string> = { ...exceptions, 's3 ListDirectoryBuckets': 'AWS tells it from ListBuckets by the host' };
const within = (table: Record<string, string>, service: string) => (operation: string, member?: string) =>
  `${service} ${member === undefined ? operation : `.${member}`}` in table;

describe.each(clientPackages)('$name', (clientPackage) => {
  test('every input and output arrives as it was sent', async () => {
    const under = await subject(clientPackage);
    const except = within(exceptions, under.name);
    for (const seed of SEEDS) expect(await roundTrip(under, { seed, flavour: 'full', except })).toEqual([]);
    expect(under.memory.faults).toEqual([]);
  });

  test('empty strings, blobs and collections do no harm', async () => {
    const under = await subject(clientPackage);
    // Reason: only the JSON and CBOR bodies of RPC can tell empty from absent.
    const dropEmpty = isRest(under.model.protocol) || under.model.protocol === 'awsQuery';
    expect(await roundTrip(under, { seed: 1, flavour: 'empty', dropEmpty, except: within(emptyIsRefused, under.name) })).toEqual([]);
  });
});

test.each(clientPackages.filter(({ wire }) => !wire.target))(
  '$name is understood without the x-id that only this SDK sends',
  async (clientPackage) => {
    const under = await subject(clientPackage, {}, ({ query }) => delete query?.['x-id']);
    expect(await roundTrip(under, { seed: 1, flavour: 'full', except: within(needsHint, under.name) })).toEqual([]);
  },
);

describe.each(clientPackages.filter(({ wire }) => wire.target))('$name in another protocol than its own', (clientPackage) => {
  test.each(Object.entries({ AwsJson1_0Protocol, AwsSmithyRpcV2CborProtocol }))('%s', async (_, protocol) => {
    const under = await subject(clientPackage, { protocol });
    for (const flavour of ['full', 'empty'] as const) {
      expect(await roundTrip(under, { seed: 1, flavour, except: within(exceptions, under.name) })).toEqual([]);
    }
    expect(under.memory.faults).toEqual([]);
  });
});
