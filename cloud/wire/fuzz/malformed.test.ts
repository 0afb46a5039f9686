import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { parseXML } from '@aws-sdk/xml-builder';
import { cbor } from '@smithy/core/cbor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../random.ts';
import { collect } from '../body.ts';
import type { HttpResponse } from '../http.ts';
import { type Captured, capturing, chunksOf } from './capture.ts';
import { clientPackages } from './clients.ts';
import { subject } from './subject.ts';
import { draw } from './values.ts';

const RUNS = 300;

/** Ways to break a request. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('flip' as const), share: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('body' as const), body: fc.uint8Array({ maxLength: 64 }) }),
  fc.record({ kind: fc.constant('body' as const), body: fc.json().map((text) => new TextEncoder().encode(text)) }),
  fc.record({ kind: fc.constant('body' as const), body: fc.string().map((text) => new TextEncoder().encode(`<A>${text}</A>`)) }),
  fc.record({
    kind: fc.constant('body' as const),
    body: fc.webQueryParameters().map((text) => new TextEncoder().encode(`Action=x&${text}`)),
  }),
  fc.record({ kind: fc.constant('deep' as const), depth: fc.integer({ min: 1000, max: 20_000 }) }),
  fc.record({ kind: fc.constant('path' as const), path: fc.webPath().map((path) => `/${path}%zz`) }),
  fc.record({ kind: fc.constant('query' as const), name: fc.string(), value: fc.string() }),
  fc.record({ kind: fc.constant('header' as const), pick: fc.nat(), value: fc.string() }),
  fc.record({ kind: fc.constant('drop' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('method' as const), method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH') }),
);
type Damage = typeof damage extends fc.Arbitrary<infer Kind> ? Kind : never;

function broken(request: Captured, by: Damage): Captured {
  const names = Object.keys(request.headers);
  const at = (share: number) => Math.floor(share * request.body.length);
  switch (by.kind) {
    case 'cut':
      return { ...request, body: request.body.slice(0, at(by.share)) };
    case 'flip':
      return { ...request, body: request.body.map((byte, index) => (index === at(by.share) ? by.byte : byte)) };
    case 'body':
      return { ...request, body: by.body };
    case 'deep':
      return { ...request, body: new TextEncoder().encode('{"Item":{"a":'.repeat(by.depth)) };
    case 'path':
      return { ...request, path: by.path };
    case 'query':
      return { ...request, query: new URLSearchParams([...request.query, [by.name, by.value]]) };
    case 'header':
      return { ...request, headers: { ...request.headers, [names[by.pick % names.length]!]: by.value } };
    case 'drop': {
      const { [names[by.pick % names.length]!]: _, ...headers } = request.headers;
      return { ...request, headers };
    }
    case 'method':
      return { ...request, method: by.method };
  }
}

/** The code of a well-formed error; throws where the answer is none. */
async function codeOf({ headers, body }: HttpResponse): Promise<string> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body instanceof Uint8Array ? body : await collect(body!);
  const text = new TextDecoder().decode(bytes);
  if (headers['content-type']?.includes('xml')) {
    const document = parseXML(text);
    const error = document.Error ?? document.ErrorResponse?.Error ?? document.Response?.Errors?.Error;
    return error.Code;
  }
  const document = headers['content-type'] === 'application/cbor' ? cbor.deserialize(bytes) : JSON.parse(text);
  return headers['x-amzn-errortype'] ?? document.__type.split('#')[1];
}

const variants = [
  ...clientPackages.map((clientPackage) => ({ clientPackage, name: clientPackage.name, options: {} })),
  ...clientPackages
    .filter(({ name }) => name === 'dynamodb')
    .map((clientPackage) => ({ clientPackage, name: 'dynamodb in CBOR', options: { protocol: AwsSmithyRpcV2CborProtocol } })),
];

test.each(variants)('$name: a broken request gets an AWS error, and the cloud goes on', async ({ clientPackage, options }) => {
  const { model, memory, answerWith } = await subject(clientPackage);
  answerWith(() => ({}));
  const capture = await capturing(clientPackage, options);
  const names = [...model.operations.keys()].filter((name) => !model.operations.get(name)!.output.getEventStreamMember?.());
  const requests: Captured[] = [];
  for (const name of names.slice(0, 40)) {
    const { input } = model.operations.get(name)!;
    requests.push(await capture(name, draw(input, { random: seededRandom(1), flavour: 'full', skips: () => false })));
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(requests.length - 1), damage, async (index, by) => {
      const request = broken(requests[index]!, by);
      const response = await memory.cloud.handle({ ...request, body: chunksOf(request.body) });
      expect(memory.faults).toEqual([]);
      if (response.status < 300) return;
      // Reason: an unsigned request may mean a service that this cloud does not have.
      expect(response.status === 501 || response.status < 500).toBe(true);
      if (request.method !== 'HEAD') expect(await codeOf(response)).toMatch(/^[A-Za-z.]+$/);
    }),
    { seed: 1, numRuns: RUNS },
  );
});
