import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startCloud } from '../../cloud/host/node/start.ts';
import { sns } from '../../cloud/services/sns/service.ts';
import { ExitCode } from '../exit-code.ts';
import { linesOf } from '../io/lines.ts';
import { recordedIo } from '../io/recorded.ts';
import { noteCloud } from '../local-cloud.ts';
import { runCommand } from '../run-command.ts';

test('the outbox is listed and confirmed, of one address or of all; without a cloud it is told how to have one', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'mail-'));
  const call = async (...argv: string[]) => {
    const io = recordedIo();
    const root = path.resolve(import.meta.dirname, '../..');
    const world = { io, environment: {}, root, home, interrupted: new AbortController().signal, verbose: false };
    const code = await runCommand('cloud:mail', argv, world);
    return {
      code,
      text: io.events
        .map((event) => linesOf(event, 'en') ?? '')
        .join('\n')
        .trim(),
    };
  };
  expect(await call()).toMatchObject({ code: ExitCode.Unreachable, text: expect.stringContaining('npm start') });
  const onFault = (fault: unknown) => {
    throw fault;
  };
  const hosted = await startCloud({ port: 0, stateDirectory: path.join(home, 'state'), services: [sns], saves: false, onFault });
  try {
    await noteCloud(home, { endpoint: hosted.endpoint, pid: process.pid });
    expect((await call()).text).toContain('There is no mail yet.');
    const aws = hosted.cloud.as({ type: 'root', account: '111122223333' }, '111122223333', 'ap-southeast-1');
    const { TopicArn } = await aws.sns.CreateTopic({ Name: 'alerts' });
    for (const Endpoint of ['an@example.com', 'binh@example.com']) await aws.sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint });
    expect((await call()).text).toMatch(/binh@example\.com .* PendingConfirmation.*an@example\.com .* PendingConfirmation.*add --confirm/s);
    const one = await call('an@example.com', '--confirm');
    expect(one.text).toMatch(/^Confirmed the subscription of an@example\.com\..* Confirmed$/s);
    expect(one.text).not.toContain('binh');
    expect((await call('an@example.com', '--confirm')).text).toContain('No mail is waiting');
    expect((await call('--confirm')).text).toContain('Confirmed the subscription of binh@example.com.');
    const { Subscriptions } = await aws.sns.ListSubscriptionsByTopic({ TopicArn });
    expect(Subscriptions!.map(({ SubscriptionArn }) => SubscriptionArn!.startsWith('arn:aws:sns:'))).toEqual([true, true]);
  } finally {
    await hosted.close();
    rmSync(home, { recursive: true });
  }
});
