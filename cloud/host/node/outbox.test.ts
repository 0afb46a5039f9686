import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTopicCommand, ListSubscriptionsCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sns } from '../../services/sns/service.ts';
import { languageOf, words } from './outbox-words.ts';
import { type HostedCloud, startCloud } from './start.ts';

let hosted: HostedCloud;
let client: SNSClient;
const stateDirectory = mkdtempSync(join(tmpdir(), 'outbox-'));

beforeEach(async () => {
  const onFault = (fault: unknown) => {
    throw fault;
  };
  hosted = await startCloud({ port: 0, stateDirectory, services: [sns], fresh: true, saves: false, onFault });
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'x' };
  client = new SNSClient({ endpoint: hosted.endpoint, region: 'ap-southeast-1', credentials });
});
afterEach(async () => {
  client.destroy();
  await hosted.close();
  rmSync(stateDirectory, { recursive: true, force: true });
});

const open = (path: string, headers: Record<string, string> = { accept: 'text/html', 'accept-language': 'en' }) =>
  fetch(`${hosted.endpoint}/_workshop/outbox${path}`, { headers });

test('a reader opens the outbox, confirms, and gets what is published; markup in a mail stays text', async () => {
  expect(await (await open('')).text()).toContain(words.en.none);
  const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'alarms' }));
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ban@example.com' }));
  const page = await (await open('')).text();
  expect(page).toContain(words.en.pending);
  const link = /href="\/_workshop\/outbox(\/confirm[^"]+)"/.exec(page)![1]!.replaceAll('&#38;', '&');
  const after = await open(link);
  expect(new URL(after.url).search).toBe('?lang=en&done=yes');
  expect(await after.text()).toContain(words.en.done);
  const { Subscriptions } = await client.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions![0]!.SubscriptionArn).toMatch(/^arn:aws:sns:/);
  await client.send(new PublishCommand({ TopicArn, Subject: 'ALARM', Message: '<script>alert(1)</script>' }));
  const vi = await (await open('?lang=vi')).text();
  expect(vi).toContain('<html lang="vi">');
  expect(vi).toContain(words.vi.confirmed);
  expect(vi).toContain('&#60;script&#62;');
  expect(vi).not.toContain('<script');
  expect(await (await open(link)).text()).toContain(words.en.failed);
});

test('programs read JSON, of one address too, and pages of other origins read nothing', async () => {
  const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'alarms' }));
  for (const Endpoint of ['a@example.com', 'b@example.com'])
    await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  const json = async (path: string) => ((await (await open(path, {})).json()) as { mails: { to: string; link: string }[] }).mails;
  expect((await json('')).map(({ to }) => to)).toEqual(['b@example.com', 'a@example.com']);
  const [mail] = await json('.json?address=a@example.com');
  expect(mail!.to).toBe('a@example.com');
  const foreign = await open('.json', { origin: 'https://evil.com' });
  expect(foreign.status).toBe(403);
  expect((await fetch(`${hosted.endpoint}${mail!.link}`)).status).toBe(200);
  expect((await json('?address=a@example.com'))[0]).toMatchObject({ confirmation: 'confirmed' });
});

test('both languages say the same things, and Vietnamese is the first', () => {
  expect(Object.keys(words.en)).toEqual(Object.keys(words.vi));
  expect([languageOf(null), languageOf('en'), languageOf(null, 'fr-FR, en;q=0.8'), languageOf('xx', 'vi-VN')]).toEqual([
    'vi',
    'en',
    'en',
    'vi',
  ]);
});
