import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { movableClock } from '../../cloud/clock.ts';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { mailsAt } from '../../scripts/outbox.ts';
import { alarmsOn, errorsOf, incidentsOf } from './alarms.ts';
import { handler } from './functions/charge.ts';

const ID = 'alarm-response';
const MINUTE = 60_000;
const templateOf = templatesOf(ID);

test('the alarm holds the rule of the page; its action is the topic, which two listen to; each role may do its one thing', async () => {
  const template = await templateOf({});
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  });
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  expect(policies.flatMap(({ Action }) => Action).sort()).toEqual([
    'dynamodb:PutItem',
    'logs:CreateLogStream',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'logs:PutLogEvents',
  ]);
  const listeners = Object.values(template.findResources('AWS::SNS::Subscription')).map(({ Properties }) => Properties.Protocol);
  expect(listeners.sort()).toEqual(['email', 'lambda']);
});

test('start has nothing that looks at the function; no-logs has neither group nor permission; unconfirmed writes to somebody else', async () => {
  const [start, noLogs, unconfirmed] = await Promise.all(
    [{ stage: 'start' }, { drill: 'no-logs' }, { drill: 'unconfirmed' }].map(templateOf),
  );
  start!.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  start!.resourceCountIs('AWS::Logs::MetricFilter', 0);
  noLogs!.resourceCountIs('AWS::Logs::LogGroup', 1); // Record's
  unconfirmed!.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'truc-dem@example.com' });
});

test('what makes no sense throws, what the bank declines is an answer', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  expect(await handler({ orderId: 'P', amount: 5, card: '1' })).toEqual({ charged: true });
  expect(await handler({ orderId: 'P', amount: 5, card: '0002' })).toEqual({ charged: false });
  expect(log.mock.lastCall![0]).toContain('declined');
  await expect(handler({ orderId: 'P', amount: Number.NaN, card: '1' })).rejects.toThrow('an amount of NaN cannot be charged');
  log.mockRestore();
});

describe('in the embedded cloud', () => {
  const clock = movableClock();
  let lab: LabInTest;
  let host: DeployedLab;
  beforeAll(async () => {
    lab = await labInTest(ID, undefined, clock);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  const context = () => lab.context(host);
  const failing = async () => (await alarmsOn(context(), errorsOf(context())))[0]!;
  const untilState = (state: string) => expect.poll(async () => (await failing()).StateValue).toBe(state);
  const green = { logged: 'passed', watched: 'passed', measured: 'passed', recorded: 'passed', filtered: 'passed', mailed: 'passed' };

  test('start watches nothing; what the reader adds does, once the mail is confirmed', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual({
      logged: 'passed',
      watched: 'failed',
      measured: 'skipped',
      recorded: 'skipped',
      filtered: 'failed',
      mailed: 'failed',
    });
    expect(await lab.confirmMails()).toEqual(['truc@example.com']);
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['CREATE_COMPLETE CountDeclined', 'CREATE_COMPLETE Declining', 'CREATE_COMPLETE Failing']);
  });

  test('silence is fine for one alarm, and unknown to the other', async () => {
    await expect.poll(async () => (await failing()).StateValue).toBe('OK');
    const { shown } = await lab.run('silence', host);
    expect(shown[0]!.rows.map(({ cells }) => cells.slice(1))).toEqual([
      [
        '300',
        'notBreaching',
        'OK',
        // The check before it paid once: the end of a minute may have come in between.
        expect.stringMatching(
          /no datapoints were received for 1 period and 1 missing datapoint was treated as \[NonBreaching\]|was not greater than/,
        ),
      ],
      ['60', 'missing', 'INSUFFICIENT_DATA', expect.any(String)],
    ]);
  });

  test('two failures in five minutes: at the end of the minute ALARM, an incident and a mail; OK once they are long enough ago', async () => {
    const running = lab.run('failures', host);
    await expect.poll(() => host.told.at(-1)).toMatch(/^Waiting for the alarm/);
    clock.push(MINUTE);
    const { told } = await running;
    expect(told.slice(0, 3)).toEqual([
      'Charge: 200 {"charged":true}',
      expect.stringMatching(/^Charge: 200 Unhandled .*an amount of -1 cannot be charged/),
      expect.stringMatching(/^Charge: 200 Unhandled /),
    ]);
    const { AlarmName, StateReason } = await failing();
    expect(StateReason).toMatch(
      /^Threshold Crossed: 1 out of the last 1 datapoints \[2\.0 \(.*\)\] was greater than the threshold \(1\.0\)/,
    );
    const [incident, ...more] = await incidentsOf(context(), AlarmName!);
    expect([incident!.change, incident!.reason, more]).toEqual(['OK -> ALARM', StateReason, []]);
    const [mail] = (await mailsAt(lab.cloud.endpoint))!;
    expect(mail).toMatchObject({ to: 'truc@example.com', subject: `ALARM: "${AlarmName}" in Asia Pacific (Singapore)` });
    const again = await lab.run('failures', host);
    expect(again.told.at(-1)).toMatch(/^The alarm has been in ALARM already/);
    expect(await incidentsOf(context(), AlarmName!)).toHaveLength(1);
    clock.push(20 * MINUTE);
    await untilState('OK');
    expect(await incidentsOf(context(), AlarmName!)).toHaveLength(1);
  });

  test('rehearsed by hand, the whole chain answers, and the next look at the data puts the alarm right again', async () => {
    await lab.run('rehearsal', host);
    const { AlarmName } = await failing();
    expect((await incidentsOf(context(), AlarmName!)).at(-1)).toMatchObject({ change: 'OK -> ALARM', reason: 'A rehearsal.' });
    clock.push(MINUTE);
    await untilState('OK');
    expect(await lab.check(host)).toEqual(green);
  });

  test('no-logs: Errors rise, and there is no log group at all', async () => {
    host = await lab.deploy({ drill: 'no-logs' });
    expect(await lab.updated()).toEqual([
      'DELETE_COMPLETE ChargeLogs',
      'DELETE_COMPLETE ChargeRoleDefaultPolicy',
      'DELETE_COMPLETE CountDeclined',
      'UPDATE_COMPLETE Charge',
    ]);
    const { told } = await lab.provoke('no-logs', host);
    expect(told).toEqual([
      expect.stringMatching(/^Charge: 200 Unhandled /),
      expect.stringMatching(/^AWS\/Lambda Errors in this minute: [1-9]/),
      expect.stringMatching(/^\/aws\/lambda\/\S+ after 3 seconds: ResourceNotFoundException: The specified log group does not exist\.$/),
    ]);
    expect(await lab.failed(host)).toEqual((await lab.drill('no-logs')).fails);
    host = await lab.deploy();
    expect(await lab.check(host)).toEqual(green);
  });

  test('unconfirmed: the alarm did its action, the new address has one mail that asks, and a click mends it', async () => {
    host = await lab.deploy({ drill: 'unconfirmed' });
    expect(await lab.updated()).toEqual(['CREATE_COMPLETE Alertstrucdemexamplecom', 'DELETE_COMPLETE Alertstrucexamplecom']);
    const { told } = await lab.provoke('unconfirmed', host);
    expect(told.slice(0, 2)).toEqual([
      expect.stringMatching(/^The alarm's history: Successfully executed action arn:aws:sns:/),
      expect.stringMatching(/^Incidents: \S+ OK -> ALARM$/),
    ]);
    const mails = async () => (await mailsAt(lab.cloud.endpoint))!.filter(({ to }) => to === 'truc-dem@example.com');
    expect((await mails()).map(({ subject, confirmation }) => [subject, confirmation])).toEqual([
      ['AWS Notification - Subscription Confirmation', 'pending'],
    ]);
    expect(await lab.failed(host)).toEqual((await lab.drill('unconfirmed')).fails);
    expect(await lab.confirmMails()).toEqual(['truc-dem@example.com']);
    expect(await lab.check(host)).toEqual(green);
    await lab.provoke('unconfirmed', host);
    await expect.poll(async () => (await mails()).map(({ subject }) => subject)).toContainEqual(expect.stringMatching(/^ALARM: "/));
  });

  test('removed, it leaves nothing', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
