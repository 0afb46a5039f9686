import { Match } from 'aws-cdk-lib/assertions';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, failedOf, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { readPng, writePng } from './functions/png.ts';
import { shrink } from './functions/shrink.ts';
import { bay } from './pictures.ts';

const ID = 'image-pipeline';
const templateOf = templatesOf(ID);

describe('templates', () => {
  test('the bucket tells EventBridge; the rule sends to a queue that gives up after three tries; no custom resource', async () => {
    const solution = await templateOf({});
    solution.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    solution.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { object: { key: [{ suffix: '.png' }] } } },
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Jobs'), 'Arn'] } }],
    });
    solution.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 3 }, VisibilityTimeout: 60 });
    solution.hasResourceProperties('AWS::Lambda::Function', { Timeout: 10 });
    solution.hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: 1 });
    const types = Object.values(solution.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.filter((type) => /^Custom::|CustomResource/.test(type))).toEqual([]);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(1);
  });

  test('direct has the rule call the function; start has neither target nor events; a drill leaves the bucket silent', async () => {
    const [start, direct, off] = await Promise.all([{ stage: 'start' }, { stage: 'direct' }, { drill: 'eventbridge-off' }].map(templateOf));
    direct!.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'events.amazonaws.com' });
    direct!.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
    start!.resourceCountIs('AWS::Lambda::Permission', 0);
    for (const silent of [start!, off!]) silent.allResourcesProperties('AWS::S3::Bucket', { NotificationConfiguration: Match.absent() });
    off!.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
  });
});

describe('pictures', () => {
  const square = (channels: number, depth: 8 | 16, ...samples: number[]) => {
    const data = depth === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples);
    return readPng(encode({ width: 2, height: 1, data, channels, depth }));
  };

  test('grey, colour and opacity, of 8 and 16 bits, are read as the same four bytes', () => {
    expect([...square(1, 8, 7, 200).pixels]).toEqual([7, 7, 7, 255, 200, 200, 200, 255]);
    expect([...square(2, 8, 7, 1, 200, 2).pixels]).toEqual([7, 7, 7, 1, 200, 200, 200, 2]);
    expect([...square(3, 8, 1, 2, 3, 4, 5, 6).pixels]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
    expect([...square(4, 16, 256, 512, 768, 1024, 1280, 1536, 1792, 2048).pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('what is no picture is said to be none', () => {
    expect(() => readPng(new TextEncoder().encode('<html>'))).toThrow('not a PNG picture: wrong PNG signature');
    expect(() => readPng(bay(40, 30).slice(0, 200))).toThrow(/^not a PNG picture: /);
  });

  test('a shrunk picture is no wider than asked and keeps its proportions; a small one stays as it is', () => {
    const wide = readPng(bay(641, 200));
    expect(shrink(wide, 320)).toMatchObject({ width: 320, height: 100 });
    const small = readPng(bay(40, 30));
    expect(shrink(small, 320)).toEqual(small);
    expect(readPng(writePng(small))).toEqual(small);
  });

  test('the mean is one of light, and what is transparent has no colour to add', () => {
    const of = (...pixels: number[]) => ({ width: 2, height: 1, pixels: Uint8Array.from(pixels) });
    expect([...shrink(of(0, 0, 0, 255, 255, 255, 255, 255), 1).pixels]).toEqual([188, 188, 188, 255]);
    expect([...shrink(of(255, 0, 0, 255, 0, 255, 0, 0), 1).pixels]).toEqual([255, 0, 0, 127]);
    expect([...shrink(of(9, 9, 9, 0, 9, 9, 9, 0), 1).pixels]).toEqual([0, 0, 0, 0]);
  });
});

describe('deployed', () => {
  let lab: LabInTest;
  let host: DeployedLab;
  beforeAll(async () => {
    lab = await labInTest(ID);
  });
  afterAll(async () => {
    await lab.close();
    expect(lab.faults).toEqual([]);
  });

  test('start is silent; direct makes thumbnails and loses what fails; what the reader adds then touches nothing else', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.failed(host)).toEqual(['announced', 'thumbnail']);
    host = await lab.deploy({ stage: 'direct' });
    expect(await lab.failed(host)).toEqual(['poisoned']);
    host = await lab.deploy();
    expect((await lab.updated()).filter((what) => /Uploads|Thumbnails|Metadata|Archive/.test(what))).toEqual([]);
  });

  test('each scenario shows what it is there for', async () => {
    const { told, shown } = await lab.runAll(host);
    expect(shown.map(({ title }) => title.en)).toEqual(['Before and after', 'What each step took', 'The attempts, as the log has them']);
    expect(shown[0]!.rows.map(({ cells }) => cells[2])).toEqual(['1200 x 800', '320 x 213']);
    expect(shown[2]!.rows.map(({ cells }) => cells[2])).toEqual(
      Array.from({ length: 3 }, () => 'NoPicture: not a PNG picture: wrong PNG signature'),
    );
    expect(told.find((line) => line.startsWith('In Failed:'))?.slice(-36)).toBe(
      told.find((line) => line.startsWith('Metadata has'))?.slice(-36),
    );
    expect(told.at(-1)).toMatch(/^Replay image-pipeline-\d+: event [0-9a-f-]{36} once more$/);
  });

  test('too-slow: the large picture is cut off at three seconds, in a log that says nothing else', async () => {
    host = await lab.deploy({ drill: 'too-slow' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Resize']);
    const { told } = await lab.provoke('too-slow', host);
    expect(told.at(-1)).toBe('Task timed out after 3.00 seconds');
    const results = await lab.results(host);
    expect(failedOf(results)).toEqual((await lab.drill('too-slow')).fails);
    // On a busy machine the seconds are over before Lambda says so.
    expect(results.find(({ id }) => id === 'large')!.seen).toMatch(/^(Task timed out after 3\.00 seconds|-)$/);
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Resize']);
  });

  test('eventbridge-off: the rule matches, and not a line is written; with the solution over it all is green', async () => {
    host = await lab.deploy({ drill: 'eventbridge-off' });
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Uploads']);
    const { told } = await lab.provoke('eventbridge-off', host);
    expect(told.slice(1)).toEqual([
      "The rule: ENABLED; TestEventPattern with this file's event: true",
      expect.stringMatching(/^After 4 seconds: no thumbnail, 0 lines about it in /),
    ]);
    expect(await lab.failed(host)).toEqual((await lab.drill('eventbridge-off')).fails);
    host = await lab.deploy();
    expect(await lab.updated()).toEqual(['UPDATE_COMPLETE Uploads']);
    expect(await lab.failed(host)).toEqual([]);
  });

  test('nothing is left of it', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
