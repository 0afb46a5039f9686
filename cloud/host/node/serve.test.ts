import { request as httpRequest } from 'node:http';
import { connect } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { collect } from '../../wire/body.ts';
import type { HttpRequest, HttpResponse } from '../../wire/http.ts';
import { isLoopback } from './loopback.ts';
import { type Server, serve } from './serve.ts';

const servers: Server[] = [];
const faults: unknown[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  expect(faults.splice(0)).toEqual([]);
});

async function listen(handle: (request: HttpRequest) => Promise<HttpResponse>): Promise<Server> {
  const server = await serve({ port: 0, handle, onFault: (fault) => faults.push(fault) });
  servers.push(server);
  return server;
}
const echo = async (request: HttpRequest): Promise<HttpResponse> => ({
  status: 200,
  headers: { 'x-path': request.path, 'x-query': String(request.query), 'x-host': request.headers.host! },
  body: await collect(request.body),
});

test('HTTP/1.1 and cleartext HTTP/2 share the port; path and query arrive as they were sent', async () => {
  const { port } = await listen(echo);
  const response = await fetch(`http://127.0.0.1:${port}/a%2Fb/c?x=1&x=2`, { method: 'POST', body: 'hello' });
  expect(await response.text()).toBe('hello');
  expect(response.headers.get('x-path')).toBe('/a%2Fb/c');
  const session = connect(`http://127.0.0.1:${port}`);
  const stream = session.request({ ':method': 'POST', ':path': '/a%2Fb/c?x=1' });
  const headers = new Promise<Record<string, unknown>>((resolve) => stream.once('response', resolve));
  stream.end('hello');
  expect(await headers).toMatchObject({ ':status': 200, 'x-path': '/a%2Fb/c', 'x-query': 'x=1', 'x-host': `127.0.0.1:${port}` });
  expect(String(Buffer.from(await collect(stream)))).toBe('hello');
  session.close();
});

test.each(['127.0.0.1:4566', 'localhost', 'bucket.localhost:4566', 'my.bucket.s3.localhost', '[::1]:4566'])(
  '%s is this machine',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each(['evil.com', 'localhost.evil.com', '127.0.0.1.evil.com', 'evil.com:127.0.0.1', '', '10.0.0.1', 'evillocalhost'])(
  '"%s" is not',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test.each([
  ['another name', { host: 'evil.com' }, 'This cloud answers on this machine only'],
  [
    'a page from elsewhere',
    { origin: 'https://evil.com' },
    'This cloud takes no requests from web pages of other origins (https://evil.com).',
  ],
  ['a sandboxed page', { origin: 'null' }, 'This cloud takes no requests from web pages of other origins'],
  ['an image on a page from elsewhere', { 'sec-fetch-site': 'cross-site' }, 'This cloud takes no requests from web pages of other origins'],
])('a request under %s is refused with a clear line', async (_, headers, line) => {
  const { port } = await listen(echo);
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve) => {
    httpRequest({ port, host: '127.0.0.1', headers }, async (response) => {
      resolve({ status: response.statusCode, text: Buffer.from(await collect(response)).toString() });
    }).end();
  });
  expect(answer.status).toBe(403);
  expect(answer.text).toContain(line);
});

const statusOf = (port: number, path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve) => {
    httpRequest({ port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });

test.each([
  ['/_aws/execute-api/a1b2c3/prod/x', '127.0.0.1'],
  ['/prod/x', 'a1b2c3.execute-api.localhost'],
  ['/_aws/lambda-url/abc/?x=1', '127.0.0.1'],
  ['/', 'abc.lambda-url.eu-west-1.localhost:4566'],
  ['/_aws/s3-website/my.shop/a', '127.0.0.1'],
  ['/a', 'my.shop.s3-website-eu-west-1.localhost:4566'],
])('a page from elsewhere may ask what is deployed: %s of %s', async (path, host) => {
  const { port } = await listen(echo);
  expect(await statusOf(port, path, { host, origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' })).toBe(200);
});

test.each([
  ['/_aws/', '127.0.0.1'],
  ['/_aws/execute-api', '127.0.0.1'],
  ['/_aws/execute-api//x', '127.0.0.1'],
  ['/_aws/other/x', '127.0.0.1'],
  ['/?x=/_aws/execute-api/a/b', '127.0.0.1'],
  ['/', 'a.b.execute-api.localhost'],
  ['/', 'x.lambda-url.evil.localhost.localhost'],
  ['/', 'photos.s3.localhost'],
])('nothing else is taken for that: %s of %s', async (path, host) => {
  const { port } = await listen(echo);
  expect(await statusOf(port, path, { host, origin: 'https://shop.example' })).toBe(403);
  expect(await statusOf(port, path, { host, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await statusOf(port, path, { host })).toBe(200);
});

test.each([
  ['the workshop', { origin: 'http://127.0.0.1:4321', 'sec-fetch-site': 'same-site' }, 200],
  ['a website on a host of its own', { origin: 'http://shop.s3-website-eu-west-1.localhost:4566', 'sec-fetch-site': 'cross-site' }, 200],
  ['an image on such a website', { referer: 'http://shop.s3-website-eu-west-1.localhost:4566/', 'sec-fetch-site': 'cross-site' }, 200],
  ['an image elsewhere', { referer: 'https://127.0.0.1.evil.com/', 'sec-fetch-site': 'cross-site' }, 403],
  ['a name that only begins like this machine', { origin: 'http://localhost.evil.com' }, 403],
])('the API of AWS answers pages of this machine alone: %s', async (_, headers, status) => {
  const { port } = await listen(echo);
  expect(await statusOf(port, '/photos/a.jpg', headers)).toBe(status);
});

test('header names, repeated headers and the query arrive as they came, and cookies leave one by one', async () => {
  const seen: HttpRequest[] = [];
  const { port } = await listen(async (request) => {
    seen.push(request);
    return { status: 200, headers: {}, cookies: ['a=1', 'b=2'] };
  });
  const cookies = await new Promise<string[] | undefined>((resolve) => {
    const sent = httpRequest({ port, host: '127.0.0.1', path: '/x?a=%zz&b' }, (response) => {
      response.resume();
      resolve(response.headers['set-cookie']);
    });
    sent.setHeader('X-Twice', ['1', '2']);
    sent.end();
  });
  expect(cookies).toEqual(['a=1', 'b=2']);
  expect(seen[0]!.rawQuery).toBe('a=%zz&b');
  expect(seen[0]!.rawHeaders).toEqual(
    expect.arrayContaining([
      ['X-Twice', '1'],
      ['X-Twice', '2'],
    ]),
  );
});

test('a page of this machine may ask, and is given no permission to read by the host', async () => {
  const { port } = await listen(echo);
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { origin: 'http://127.0.0.1:4321' } });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

/** Sends lines over one connection and returns all that comes back until it closes or `ms` have passed. */
function talk(port: number, text: string, afterContinue = ''): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data) => {
      heard += data;
      if (afterContinue && heard.includes('100 Continue')) {
        socket.write(afterContinue);
        afterContinue = '';
      }
    });
    socket.on('close', () => resolve(heard));
    socket.write(text);
  });
}
const expecting = 'PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n';

test('100 Continue is said when the body is first asked for', async () => {
  const { port } = await listen(echo);
  const heard = await talk(port, expecting, 'hello');
  expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  expect(heard).toMatch(/hello$/);
});

test('an answer that needs no body comes without it', async () => {
  const { port } = await listen(async () => ({ status: 409, headers: {}, body: 'no' }));
  expect(await talk(port, expecting)).toMatch(/^HTTP\/1\.1 409 Conflict/);
});

test('connections are kept, and two requests in one packet are both answered', async () => {
  const { port } = await listen(echo);
  const heard = await talk(
    port,
    'GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  expect(heard.match(/x-path: \/\d/g)).toEqual(['x-path: /1', 'x-path: /2']);
});

test('streamed answers flow, and a client that leaves is no fault', async () => {
  let ended = false;
  const { port } = await listen(async () => ({
    status: 200,
    headers: {},
    body: (async function* () {
      try {
        for (let i = 0; ; i++) {
          yield new TextEncoder().encode(`${i}\n`);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        ended = true;
      }
    })(),
  }));
  const leave = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/`, { signal: leave.signal });
  const reader = response.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('0\n');
  leave.abort();
  for (let i = 0; i < 100 && !ended; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(ended).toBe(true);
});

test('closing lets a running request end', async () => {
  const entered = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const server = await listen(async () => {
    entered.resolve();
    await finish.promise;
    return { status: 200, headers: {}, body: 'done' };
  });
  const response = fetch(`http://127.0.0.1:${server.port}/`);
  await entered.promise;
  const closed = server.close();
  finish.resolve();
  expect(await (await response).text()).toBe('done');
  await closed;
});
