import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { confirmMail, mailsOf } from './mailbox.ts';
import { sns } from './service.ts';

async function start() {
  const host = await memoryCloud({ services: [sns] });
  const aws = host.root().sns;
  const { TopicArn } = await aws.CreateTopic({ Name: 'alarms' });
  await aws.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ban@example.com' });
  return { ...host, aws, TopicArn: TopicArn! };
}

test('a click on the link of an e-mail confirms, without a signature and in whatever place the topic is', async () => {
  const { cloud, aws, TopicArn, clock } = await start();
  const [asked, ...others] = mailsOf(cloud);
  expect(others).toEqual([]);
  expect(asked).toMatchObject({ to: 'ban@example.com', topicArn: TopicArn, confirmation: 'pending', account: '111122223333' });
  expect(asked!.body).toContain(`http://127.0.0.1:4566${asked!.link}`);
  const answer = await confirmMail(cloud, asked!.id);
  expect(answer!.status).toBe(200);
  await clock.advance(1000);
  await aws.Publish({ TopicArn, Subject: 'ALARM', Message: 'too hot' });
  const [alarm, confirmed] = mailsOf(cloud);
  expect(alarm).toMatchObject({ subject: 'ALARM', body: 'too hot' });
  expect(alarm).not.toHaveProperty('confirmation');
  expect(confirmed).toMatchObject({ id: asked!.id, confirmation: 'confirmed' });
  expect(confirmed).not.toHaveProperty('link');
  expect(await confirmMail(cloud, asked!.id)).toBeUndefined();
});

test('a wrong token confirms nothing, and a topic that is gone leaves nothing to confirm', async () => {
  const { cloud, aws, TopicArn } = await start();
  const link = mailsOf(cloud)[0]!.link!.replace(/Token=.{4}/, 'Token=0000');
  const request = { method: 'GET', path: '/', query: new URLSearchParams(link.slice(2)), headers: {}, body: (async function* () {})() };
  expect((await cloud.handle(request)).status).toBe(400);
  expect(mailsOf(cloud)[0]).toMatchObject({ confirmation: 'pending' });
  await aws.DeleteTopic({ TopicArn });
  expect(mailsOf(cloud)[0]).toMatchObject({ confirmation: 'gone' });
});
