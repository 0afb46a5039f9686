import { HttpResponse } from '@smithy/core/protocols';
import type { CarriedRequest, CarriedResponse } from './browser-messages.ts';

/** Carries a request to the cloud that the page runs. */
export type Carry = (request: CarriedRequest) => Promise<CarriedResponse>;

let carry: Carry = () => Promise.reject(new Error('No cloud is connected.'));
let environment: Readonly<Record<string, string | undefined>> = {};

/** Where the SDK clients of this Worker send their requests, and the environment variables they read. */
export function connectSdk(to: Carry, variables: Readonly<Record<string, string | undefined>>): void {
  carry = to;
  environment = variables;
}

/** The part of the SDK's HttpRequest that is read. */
interface SdkRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

const requestHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  async handle({ method, path, query = {}, headers, body }: SdkRequest) {
    const pairs = Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, item ?? '']),
    );
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const response = await carry({ method, path, query: pairs, headers: { ...traced(), ...lower }, body: await bytesOf(body) });
    return {
      response: new HttpResponse({
        statusCode: response.status,
        headers: response.headers,
        body: new Blob([response.body as Uint8Array<ArrayBuffer>]).stream(),
      }),
    };
  },
  destroy() {},
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
};

/** The invocation's trace goes with its calls; in Node.js a middleware of the SDK does this, which its build for browsers leaves out. */
function traced(): Record<string, string> {
  const { AWS_LAMBDA_FUNCTION_NAME, _X_AMZN_TRACE_ID } = environment;
  return AWS_LAMBDA_FUNCTION_NAME && _X_AMZN_TRACE_ID ? { 'x-amzn-trace-id': _X_AMZN_TRACE_ID } : {};
}

async function bytesOf(body: unknown): Promise<Uint8Array | undefined> {
  if (body === undefined || body === null || body instanceof Uint8Array) return body ?? undefined;
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}

/**
 * What every SDK client gets that is made without saying it, as Lambda's Node.js runtime gives it by environment
 * variables. The build wraps each client's `runtimeConfig` with it.
 */
export const sdkDefaults = () => ({
  region: async () => environment.AWS_REGION ?? 'us-east-1',
  endpoint: environment.AWS_ENDPOINT_URL,
  forcePathStyle: true,
  disableHostPrefix: true,
  credentials: async () => ({
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    ...(environment.AWS_SESSION_TOKEN !== undefined && { sessionToken: environment.AWS_SESSION_TOKEN }),
  }),
  defaultUserAgentProvider: async () => [['in-page', '1']],
  requestHandler,
});
