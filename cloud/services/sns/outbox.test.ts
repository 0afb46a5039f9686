import { expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../host/memory.ts';
import { sns } from './service.ts';
import type { SnsState } from './state.ts';

/** The outbox, read from what is saved. */
async function start() {
  const saved: SnsState[] = [];
  const store = {
    load: async () => [],
    save: async (cells: readonly { state: unknown }[]) => {
      for (const { state } of cells) saved.push(structuredClone(state) as SnsState);
    },
  };
  const host: MemoryCloud = await memoryCloud({ services: [sns], store });
  const outbox = async () => {
    await host.clock.advance(10);
    await host.cloud.save();
    return saved.at(-1)!.outbox;
  };
  return { host, outbox, aws: host.root().sns };
}

test('an address is asked first, and gets messages once it has agreed', async () => {
  const { aws, outbox } = await start();
  const { TopicArn } = await aws.CreateTopic({ Name: 'alarms' });
  const pending = await aws.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ban@example.com', ReturnSubscriptionArn: true });
  await aws.Publish({ TopicArn, Message: 'too early' });
  const [request, ...others] = await outbox();
  expect(others).toEqual([]);
  expect(request).toMatchObject({ to: 'ban@example.com', subject: 'AWS Notification - Subscription Confirmation' });
  const { SubscriptionArn } = await aws.ConfirmSubscription({ TopicArn, Token: request!.token! });
  expect(SubscriptionArn).toBe(pending.SubscriptionArn);
  await aws.Publish({ TopicArn, Subject: 'ALARM', Message: 'too hot' });
  expect((await outbox())[1]).toMatchObject({ to: 'ban@example.com', subject: 'ALARM', body: 'too hot' });
});
