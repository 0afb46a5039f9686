import { type SetClock, setClock } from '../clock.ts';
import { Cloud, type CloudOptions } from '../cloud.ts';
import { createAuthorizer } from '../iam/create-authorizer.ts';
import { type Random, seededRandom } from '../random.ts';
import type { ExecutionEnvironments } from '../runtime/execution-environment.ts';
import type { Service } from '../service.ts';
import type { Aws } from '../services/aws.ts';
import { services as allServices } from '../services/index.ts';
import { createWire } from '../wire/create-wire.ts';

/** A cloud inside this process, without a port: for tests and for whoever hosts it differently. */
export interface MemoryCloud {
  cloud: Cloud;
  clock: SetClock;
  /** Options for an SDK client of an account and region: `new DynamoDBClient(clientOptions())`. */
  clientOptions(account?: string, region?: string): ClientOptions;
  /** Calls as an account's root, without the wire. */
  root(account?: string, region?: string): Aws;
  /** Faults of the cloud itself; a test expects none. */
  faults: unknown[];
}

/** What every SDK v3 client takes. */
export interface ClientOptions {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  maxAttempts: number;
  disableHostPrefix: boolean;
  forcePathStyle: boolean;
  requestHandler: { handle(request: SdkRequest): Promise<{ response: SdkResponse }> };
}

/** The part of the SDK's HttpRequest that is read. */
interface SdkRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}
interface SdkResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: ReadableStream<Uint8Array>;
}

const ENDPOINT = 'http://127.0.0.1:4566';
export const TEST_ACCOUNT = '111122223333';
export const TEST_REGION = 'ap-southeast-1';

/** Environments for clouds that run no function. */
const noEnvironments: ExecutionEnvironments = {
  create: () => {
    throw new Error('This cloud runs no functions: give memoryCloud() its environments.');
  },
  alive: 0,
  stop: async () => {},
};

export async function memoryCloud(
  options: Omit<Partial<CloudOptions>, 'services' | 'clock'> & {
    clock?: SetClock;
    // biome-ignore lint/suspicious/noExplicitAny: services of any state stand in one list, as in services/index.ts.
    services?: readonly Service<any, any>[];
    seed?: number;
  } = {},
): Promise<MemoryCloud> {
  const clock = options.clock ?? setClock();
  const random: Random = options.random ?? seededRandom(options.seed ?? 1);
  const faults: unknown[] = [];
  const services = options.services ?? allServices;
  const cloud = await Cloud.start({
    wire: createWire(services),
    authorizer: createAuthorizer,
    environments: noEnvironments,
    endpoint: ENDPOINT,
    onFault: (fault) => faults.push(fault),
    ...options,
    services,
    clock,
    random,
  });
  return {
    cloud,
    clock,
    faults,
    root: (account = TEST_ACCOUNT, region = TEST_REGION) => cloud.as({ type: 'root', account }, account, region),
    clientOptions: (account = TEST_ACCOUNT, region = TEST_REGION) => ({
      region,
      endpoint: ENDPOINT,
      credentials: { accessKeyId: account, secretAccessKey: 'unused' },
      maxAttempts: 1,
      disableHostPrefix: true,
      forcePathStyle: true,
      requestHandler: { handle: async (request) => ({ response: await send(cloud, request) }) },
    }),
  };
}

async function send(cloud: Cloud, request: SdkRequest): Promise<SdkResponse> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, item ?? '');
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const {
    status,
    headers: answered,
    body,
  } = await cloud.handle({ method: request.method, path: request.path, query, headers, body: bytesOf(request.body) });
  return { statusCode: status, headers: answered, body: streamOf(body) };
}

async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body === undefined || body === null) return;
  if (typeof body === 'string') yield new TextEncoder().encode(body);
  else if (body instanceof Uint8Array) yield body;
  else if (body instanceof Blob) yield new Uint8Array(await body.arrayBuffer());
  else yield* body as AsyncIterable<Uint8Array>;
}

function streamOf(body: string | Uint8Array | AsyncIterable<Uint8Array> | undefined): ReadableStream<Uint8Array> {
  const chunks = bytesOf(body);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
