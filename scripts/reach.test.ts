import { expect, test } from 'vitest';
import { fetchAt, reachedUrl } from './reach.ts';

const ENDPOINT = 'http://127.0.0.1:4566';
const API = 'https://a1b2c3d4e5.execute-api.ap-southeast-1.amazonaws.com/prod/hello';
const LOCAL = `${ENDPOINT}/_aws/execute-api/a1b2c3d4e5/prod/hello`;

/** What is really asked for, as `<method> <url> <body>`. */
const echo: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  return new Response(`${request.method} ${request.url} ${await request.text()}`);
};

test('below an endpoint an API is reached there, on AWS where its URL says', () => {
  expect(reachedUrl(API, ENDPOINT)).toBe(LOCAL);
  expect(reachedUrl(API, undefined)).toBe(API);
  expect(reachedUrl('orders-table', ENDPOINT)).toBe('orders-table');
});

test('a fetch for an endpoint takes every form of a request there, whole', async () => {
  const fetch = fetchAt(ENDPOINT, echo);
  const sent = { method: 'POST', body: 'Mai' };
  for (const [input, init] of [
    [API, sent],
    [new URL(API), sent],
    [new Request(API, sent), undefined],
  ] as const) {
    expect(await (await fetch(input, init)).text()).toBe(`POST ${LOCAL} Mai`);
  }
});

test('any other URL is left alone, and on AWS every URL', async () => {
  expect(await (await fetchAt(ENDPOINT, echo)('https://example.com/x')).text()).toBe('GET https://example.com/x ');
  expect(await (await fetchAt(undefined, echo)(API)).text()).toBe(`GET ${API} `);
});
