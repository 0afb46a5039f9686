import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { doubts } from './example-values.ts';

const found = (text: string) => doubts(text).map(({ what, value }) => `${what} ${value}`);

test.each([
  ['the account 210987654321', 'account id 210987654321'],
  ['arn:aws:sqs:eu-north-1:111122223333:orders', 'ARN arn:aws:sqs:eu-north-1:111122223333:'],
  ['arn:aws:iam::998877665544:role/x', 'ARN arn:aws:iam::998877665544:'],
  ['in eu-central-1', 'region eu-central-1'],
  ['https://corp.internal/x', 'address https://corp.internal'],
  ['http://127.0.0.1:4570', 'address http://127.0.0.1:4570'],
  ['https://x9y8.execute-api.eu-west-1.amazonaws.com/prod', 'address https://x9y8.execute-api.eu-west-1.amazonaws.com'],
  ['ssh 54.169.1.2', 'IP address 54.169.1.2'],
  ['to linh@gmail.com', 'e-mail address linh@gmail.com'],
  ['AKIAQWERTYUIOPASDFGH', 'access key AKIAQWERTYUIOPASDFGH'],
  ['a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F6g7H8i9J0', 'secret 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'],
  ['-----BEGIN RSA PRIVATE KEY-----', 'private key -----BEGIN RSA PRIVATE KEY-----'],
  [`ghp_${'a1'.repeat(15)}`, `token ghp_${'a1'.repeat(15)}`],
])('%s could be somebody’s', (text, doubt) => {
  expect(found(text)).toContain(doubt);
});

test.each([
  'account 111122223333 in ap-southeast-1; the embedded cloud is 000000000000',
  'arn:aws:iam::aws:policy/ReadOnlyAccess, arn:aws:s3:::uploads/*, arn:aws:sqs:ap-southeast-1:111122223333:orders',
  'http://127.0.0.1:4566 and https://a1b2c3d4e5.execute-api.ap-southeast-1.amazonaws.com/prod, https://docs.aws.amazon.com/lambda/',
  '10.0.0.0/16, 203.0.113.7, linh@example.com, AKIAIOSFODNN7EXAMPLE, wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'the hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b and the time 1700000000000',
])('%s is an example', (text) => {
  expect(doubts(text)).toEqual([]);
});

test('the pages print example accounts, regions and addresses only, and no secrets', () => {
  const files = globSync('site/content/**/*.mdx');
  expect(files.length).toBeGreaterThan(20);
  const all = files.flatMap((file) =>
    doubts(readFileSync(file, 'utf8')).map(({ line, what, value }) => `${file}:${line}: ${what} ${value} is no documented example`),
  );
  expect(all).toEqual([]);
});
