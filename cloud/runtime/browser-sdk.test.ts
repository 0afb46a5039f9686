import { expect, test } from 'vitest';
import { connectSdk, sdkDefaults } from './browser-sdk.ts';

test('inside a function the invocation’s trace goes with every call; what the caller says itself stays', async () => {
  const seen: Record<string, string>[] = [];
  const variables: Record<string, string> = {};
  connectSdk(async ({ headers }) => {
    seen.push(headers);
    return { status: 200, headers: {}, body: new Uint8Array() };
  }, variables);
  const send = (headers: Record<string, string>) => sdkDefaults().requestHandler.handle({ method: 'POST', path: '/', headers });
  variables._X_AMZN_TRACE_ID = 'Root=1';
  await send({});
  variables.AWS_LAMBDA_FUNCTION_NAME = 'orders';
  await send({});
  await send({ 'X-Amzn-Trace-Id': 'Root=2' });
  expect(seen.map((headers) => headers['x-amzn-trace-id'])).toEqual([undefined, 'Root=1', 'Root=2']);
});
