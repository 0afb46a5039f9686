import { describe, expect, test } from 'vitest';
import { checkPolicy, type PolicyPlace } from './check-policy.ts';

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const trusting = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };

const refusals: [string, PolicyPlace, string, string][] = [
  ['text that is no JSON', 'identity', '{', 'This policy contains invalid Json'],
  ['a list', 'identity', '[]', 'Syntax errors in policy.'],
  ['no statement', 'identity', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
  ['an unknown element', 'identity', document({ ...good, Actions: 'x' }), 'Syntax errors in policy.'],
  ['Action beside NotAction', 'identity', document({ ...good, NotAction: 's3:*' }), 'Syntax errors in policy.'],
  ['an older version', 'identity', '{"Version":"2008-10-17","Statement":[]}', 'Syntax errors in policy.'],
  [
    'a version of 2008',
    'identity',
    JSON.stringify({ Version: '2008-10-17', Statement: good }),
    'Policy document must be version 2012-10-17 or greater.',
  ],
  [
    'an unknown version',
    'identity',
    JSON.stringify({ Version: '2013-01-01', Statement: good }),
    'The policy must contain a valid version string',
  ],
  ['an unknown effect', 'identity', document({ ...good, Effect: 'allow' }), 'Invalid effect: allow'],
  ['a principal', 'identity', document({ ...good, Principal: '*' }), 'Policy document should not specify a principal.'],
  ['no action', 'identity', document({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  ['no resource', 'identity', document({ Effect: 'Allow', Action: 's3:*' }), 'Policy statement must contain resources.'],
  [
    'an action without a service',
    'identity',
    document({ ...good, Action: 'GetObject' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  ['an action of three parts', 'identity', document({ ...good, Action: 's3:a:b' }), 'Actions/Condition can contain only one colon.'],
  ['a resource that is no ARN', 'identity', document({ ...good, Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
  [
    'a partition that is none',
    'identity',
    document({ ...good, Resource: 'arn:asw:s3:::b' }),
    'Partition "asw" is not valid for resource "arn:asw:s3:::b".',
  ],
  [
    'an IAM resource with a region',
    'identity',
    document({ ...good, Resource: 'arn:aws:iam:us-east-1::role/x' }),
    'IAM resource arn:aws:iam:us-east-1::role/x cannot contain region information.',
  ],
  [
    'a statement id twice',
    'identity',
    document({ ...good, Sid: 'A' }, { ...good, Sid: 'A' }),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  ['an unknown operator', 'identity', document({ ...good, Condition: { Equals: { a: 'b' } } }), 'Invalid Condition type : Equals.'],
  ['a resource', 'trust', document({ ...trusting, Resource: '*' }), 'Has prohibited field Resource'],
  ['no principal', 'trust', document({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
  [
    'an action of another service',
    'trust',
    document({ ...trusting, Action: 's3:GetObject' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  ['a principal that is none', 'trust', document({ ...trusting, Principal: { AWS: 'mai' } }), 'Invalid principal in policy: "AWS":"mai"'],
  [
    'a service that is none',
    'trust',
    document({ ...trusting, Principal: { Service: 'lambda' } }),
    'Invalid principal in policy: "SERVICE":"lambda"',
  ],
  ['no principal', 'resource', document(good), 'Missing required field Principal'],
];

describe('a policy is refused for', () => {
  test.each(refusals)('%s (%s)', (_what, place, text, message) => {
    expect(() => checkPolicy(place, text)).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', message }));
  });
});

test('good policies pass', () => {
  expect(checkPolicy('identity', document(good)).Statement).toHaveLength(1);
  checkPolicy('trust', document(trusting));
  checkPolicy('trust', document({ ...trusting, Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:role/a/B'] } }));
  checkPolicy('resource', document({ ...good, Principal: '*' }));
});
