import { expect, test } from 'vitest';
import type { CarriedRequest, CarriedResponse } from './browser-messages.ts';
import { carriedFetch } from './carried-fetch.ts';

const API = 'https://a1b2.execute-api.ap-southeast-1.amazonaws.com';
const refusal = (url: string) => `not ${url}`;

test('what is deployed is reached by AWS’s address, with method, headers and body', async () => {
  const seen: CarriedRequest[] = [];
  const fetch = carriedFetch(
    async (request) => {
      seen.push(request);
      return { status: 201, headers: { 'x-answer': 'yes' }, body: new TextEncoder().encode('{"ok":true}') };
    },
    'http://cloud.invalid',
    refusal,
  );
  const response = await fetch(`${API}/prod/orders?n=1`, {
    method: 'POST',
    headers: { 'X-Amzn-Trace-Id': 'Root=1', 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect([response.status, response.headers.get('x-answer'), await response.json()]).toEqual([201, 'yes', { ok: true }]);
  expect(seen).toEqual([
    {
      method: 'POST',
      path: '/_aws/execute-api/a1b2/prod/orders',
      query: [['n', '1']],
      headers: { host: 'cloud.invalid', 'x-amzn-trace-id': 'Root=1', 'content-type': 'application/json', 'content-length': '2' },
      body: new TextEncoder().encode('{}'),
    },
  ]);
});

test('any other address is refused, and who gives up does not wait', async () => {
  const fetch = carriedFetch(() => new Promise<CarriedResponse>(() => {}), 'http://cloud.invalid', refusal);
  await expect(fetch('https://example.com/')).rejects.toThrow(/^fetch failed: not https:\/\/example\.com\/$/);
  await expect(fetch('/')).rejects.toThrow(/^fetch failed: not \/$/);
  const patience = new AbortController();
  const waiting = fetch(API, { signal: patience.signal });
  patience.abort(new Error('too slow'));
  await expect(waiting).rejects.toThrow(/^too slow$/);
  await expect(fetch(API, { signal: patience.signal })).rejects.toThrow(/^too slow$/);
});
