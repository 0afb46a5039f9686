import { Match, type Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedLab, type LabInTest, labInTest } from '../../scripts/lab-in-test.ts';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';
import { reachedUrl } from '../../scripts/reach.ts';
import { asBrowser } from './browser.ts';
import { scenarios } from './scenarios.ts';

const ID = 'rest-api';
const templateOf = templatesOf(ID);

const methodsOf = (template: Template): string[] =>
  Object.values(template.findResources('AWS::ApiGateway::Method'))
    .map(({ Properties: { HttpMethod, Integration } }) => `${HttpMethod} ${Integration.Type}`)
    .sort();

describe('templates', () => {
  test('two stages of one deployment; every method a Lambda proxy, every resource a preflight; one account role that goes with the stack', async () => {
    const solution = await templateOf({});
    expect(methodsOf(solution)).toEqual([
      'GET AWS_PROXY',
      ...Array.from({ length: 4 }, () => 'OPTIONS MOCK'),
      'POST AWS_PROXY',
      'POST AWS_PROXY',
    ]);
    solution.resourceCountIs('AWS::ApiGateway::Deployment', 1);
    solution.resourceCountIs('AWS::ApiGateway::Stage', 2);
    solution.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'prod',
      AccessLogSetting: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('\\$context.requestId') },
      MethodSettings: Match.absent(),
    });
    solution.hasResourceProperties('AWS::ApiGateway::Stage', { StageName: 'next', Variables: { language: 'vi' } });
    solution.allResources('AWS::ApiGateway::Account', { DeletionPolicy: 'Delete' });
    solution.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', ['/aws/apigateway/', { Ref: 'AWS::StackName' }, '/access']] },
    });
    const resources = Object.values(solution.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>);
    expect(resources.filter(({ Type, DeletionPolicy }) => /^Custom::/.test(Type) || DeletionPolicy === 'Retain')).toEqual([]);
    expect(Object.keys(solution.toJSON().Outputs)).toEqual(['Url', 'NextUrl', 'ApiId', 'AccessLog', 'HelloLogs']);
  });

  test('start knows POST /hello alone; each drill takes out one thing', async () => {
    const start = await templateOf({ stage: 'start' });
    expect(methodsOf(start)).toEqual(['POST AWS_PROXY']);
    start.resourceCountIs('AWS::ApiGateway::GatewayResponse', 0);
    start.resourceCountIs('AWS::ApiGateway::Account', 0);
    const noCors = await templateOf({ drill: 'no-cors' });
    expect(methodsOf(noCors)).toEqual(['GET AWS_PROXY', 'POST AWS_PROXY', 'POST AWS_PROXY']);
    expect(JSON.stringify(noCors.toJSON())).not.toMatch(/Access-Control|ALLOWED_ORIGIN/);
    const noProxy = await templateOf({ drill: 'no-proxy' });
    expect(methodsOf(noProxy).filter((method) => method.endsWith(' AWS'))).toEqual(['POST AWS']);
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

  const passed = (ids: string[], other: Record<string, string> = {}) => ({
    ...Object.fromEntries(ids.map((id) => [id, 'passed'])),
    ...other,
  });
  const all = ['hello', 'stages', 'bad-json', 'orders', 'validated', 'cors', 'access-log'];

  test('start greets and no more; what the reader adds makes it whole, and leaves table and API as they are', async () => {
    host = await lab.deploy({ stage: 'start' });
    expect(await lab.check(host)).toEqual(
      passed(['hello', 'stages'], { 'bad-json': 'failed', orders: 'failed', validated: 'skipped', cors: 'failed', 'access-log': 'failed' }),
    );
    const before = host.outputs.ApiId;
    host = await lab.deploy();
    expect(host.outputs.ApiId).toBe(before);
    expect(await lab.updatedTypes()).not.toContain('UPDATE DynamoDB::Table');
    expect(await lab.check(host)).toEqual(passed(all));
  });

  test.each(scenarios.map(({ id }) => id))('scenario %s shows its figures', async (id) => {
    const { shown } = await lab.run(id, host);
    const rows = shown.flatMap((table) => table.rows);
    expect(
      rows.map(({ cells }) => cells.map((cell) => cell.replace(/^\d+$/, (digits) => (digits.length === 3 ? digits : 'n')))),
    ).toMatchObject(
      {
        event: [
          ['httpMethod', 'POST'],
          ['path', '/hello'],
          ['queryStringParameters', '{"from":"web"}'],
          ['X-Lab', 'rest-api'],
          ['stageVariables', 'null'],
          ['body', expect.stringContaining('"Mai"')],
          ['httpMethod', 'POST'],
          ['path', '/hello'],
          ['queryStringParameters', '{"from":"web"}'],
          ['X-Lab', 'rest-api'],
          ['stageVariables', '{"language":"vi"}'],
          ['body', expect.stringContaining('"Mai"')],
        ],
        browser: [
          ['https://example.com', 'POST /hello', '204', '200', 'OK'],
          [
            'https://example.org',
            'POST /hello',
            '204',
            '-',
            "Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header has a value 'https://example.com' that is not equal to the supplied origin. Have the server send the header with a valid value.",
          ],
          [
            'https://example.com',
            'DELETE /hello',
            '204',
            '-',
            'Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response.',
          ],
          [
            'https://example.com',
            'POST /hello',
            '204',
            '-',
            'Request header field x-secret is not allowed by Access-Control-Allow-Headers in preflight response.',
          ],
          ['https://example.com', 'GET /orders/none', '-', '404', 'OK'],
          [
            'https://example.org',
            'GET /orders/none',
            '-',
            '404',
            "The 'Access-Control-Allow-Origin' header has a value 'https://example.com' that is not equal to the supplied origin. Have the server send the header with a valid value.",
          ],
        ],
        'access-log': [
          ['POST', '/prod/hello', '200', expect.any(String), expect.any(String), '-'],
          ['POST', '/prod/hello', '400', expect.any(String), expect.any(String), '-'],
          ['POST', '/prod/orders', '400', expect.any(String), '-', 'Invalid request body'],
          ['GET', '/prod/orders/none', '404', expect.any(String), expect.any(String), '-'],
          ['GET', '/prod/nowhere', '403', expect.any(String), '-', 'Missing Authentication Token'],
        ],
      }[id] ?? [],
    );
  });

  test('no-proxy: the function sees null for everything, and its answer is passed on as it is', async () => {
    host = await lab.deploy({ drill: 'no-proxy' });
    expect(await lab.updatedTypes()).toEqual([
      'CREATE ApiGateway::Deployment',
      'DELETE ApiGateway::Deployment',
      'UPDATE ApiGateway::Method',
      'UPDATE ApiGateway::Stage',
    ]);
    const { told } = await lab.provoke('no-proxy', host);
    expect(told).toEqual([
      expect.stringMatching(/^POST \/hello \{"name":"Mai"\}: 200 \{"statusCode":400,"headers":\{.*\},"body":"\{\\"message\\":/),
      expect.stringMatching(/ {2}INFO {2}\{"httpMethod":null,"path":null,"queryStringParameters":null,.*"body":null\}$/),
    ]);
    expect(await lab.check(host)).toEqual(
      passed(['orders', 'validated', 'cors', 'access-log'], { hello: 'failed', stages: 'skipped', 'bad-json': 'skipped' }),
    );
    expect((await lab.drill('no-proxy')).fails).toEqual(['hello']);
  });

  test('a method that is taken away is still answered: it goes after the deployment was taken', async () => {
    host = await lab.deploy({ drill: 'no-cors' });
    const { status } = await host.fetch(`${host.outputs.Url}hello`, { method: 'OPTIONS' });
    expect(status).toBe(204);
  });

  test('no-cors: the preflight is answered 403 without the header, and a browser says so', async () => {
    const { over, fails } = await lab.drill('no-cors');
    host = await lab.deploy({ stage: over });
    host = await lab.deploy({ drill: 'no-cors' });
    const { told } = await lab.provoke('no-cors', host);
    expect(told).toEqual([
      'curl: POST /hello {"name":"Mai"}: 200 Hello, Mai!',
      'OPTIONS /hello (Origin: https://example.com): 403 {"message":"Missing Authentication Token"}',
      'Access-Control-Allow-Origin: -',
      `Access to fetch at '${reachedUrl(host.outputs.Url!, lab.cloud.endpoint)}hello' from origin 'https://example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    ]);
    expect(await lab.check(host)).toEqual(passed(all, { cors: 'failed' }));
    expect(fails).toEqual(['cors']);
  });

  test('no-cors: a page is not helped by the preflight alone', async () => {
    const { blocked } = await asBrowser(lab.context(host), { origin: 'https://example.com', method: 'GET', path: 'orders/none' });
    expect(blocked).toBe("No 'Access-Control-Allow-Origin' header is present on the requested resource.");
  });

  test('the solution over a fault is green again', async () => {
    host = await lab.deploy();
    expect(await lab.check(host)).toEqual(passed(all));
  });

  test('the stack goes and leaves nothing', async () => {
    expect(await lab.remove()).toEqual([]);
  });
});
