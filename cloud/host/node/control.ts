import type { Cloud } from '../../cloud.ts';
import type { Faults } from '../../faults/faults.ts';
import { readFaults, UnreadableFaults } from '../../faults/read-faults.ts';
import { collect } from '../../wire/body.ts';
import type { HttpRequest, HttpResponse } from '../../wire/http.ts';
import { confirm, outbox, outboxJson } from './outbox.ts';

/** What the running cloud says of itself. */
export interface Health {
  name: string;
  version: string;
  pid: number;
  endpoint: string;
  /** Lambda's execution environments that are alive. */
  executionEnvironments: number;
  /** ISO 8601. */
  startedAt: string;
  stateDirectory: string;
}

/** What the workshop's own paths reach. */
export interface Controlled {
  health(): Health;
  stop(): void;
  faults: Faults;
  cloud: Cloud;
}

/** Answers the workshop's own paths; undefined for a request of AWS's. */
export async function control(request: HttpRequest, controlled: Controlled): Promise<HttpResponse | undefined> {
  if (!request.path.startsWith('/_workshop/')) return undefined;
  const name = `${request.method} ${request.path}`;
  const answer = Object.hasOwn(ANSWERS, name) ? ANSWERS[name]! : undefined;
  if (!answer) return json(404, { message: `${name} is not known. There are ${Object.keys(ANSWERS).join(', ')}.` });
  // Reason: a web page cannot send a header of its own to another origin without being asked first, and nobody answers that.
  if (request.method !== 'GET' && request.headers['x-workshop'] !== '1')
    return json(403, { message: `${name} needs the header x-workshop: 1.` });
  return answer(controlled, request);
}

const ANSWERS: Record<string, (controlled: Controlled, request: HttpRequest) => HttpResponse | Promise<HttpResponse>> = {
  'GET /_workshop/health': ({ health }) => json(200, health()),
  'POST /_workshop/stop': ({ stop }) => {
    stop();
    return json(202, { message: 'The cloud is saving and will stop.' });
  },
  'GET /_workshop/outbox': ({ cloud }, request) => outbox(cloud, request),
  'GET /_workshop/outbox.json': ({ cloud }, request) => outboxJson(cloud, request),
  'GET /_workshop/outbox/confirm': ({ cloud }, request) => confirm(cloud, request),
  'GET /_workshop/faults': ({ faults }) => listed(faults),
  'PUT /_workshop/faults': async ({ faults }, { body }) => {
    try {
      const read = readFaults(JSON.parse(new TextDecoder().decode(await collect(body))));
      faults.set(read.faults, read.seed);
    } catch (error) {
      if (error instanceof UnreadableFaults || error instanceof SyntaxError) return json(400, { message: error.message });
      throw error;
    }
    return listed(faults);
  },
  'DELETE /_workshop/faults': ({ faults }) => {
    faults.clear();
    return listed(faults);
  },
};

const listed = (faults: Faults) => json(200, { seed: faults.seed, faults: faults.list() });

function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
