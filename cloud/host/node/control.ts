import type { HttpRequest, HttpResponse } from '../../wire/http.ts';

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

/** Answers the workshop's own paths; undefined for a request of AWS's. */
export function control(request: HttpRequest, health: () => Health, stop: () => void): HttpResponse | undefined {
  if (!request.path.startsWith('/_workshop/')) return undefined;
  if (request.path === '/_workshop/health' && request.method === 'GET') return json(200, health());
  if (request.path === '/_workshop/stop' && request.method === 'POST') {
    // Reason: a web page cannot send a header of its own to another origin without being asked first, and nobody answers that.
    if (request.headers['x-workshop'] !== '1') return json(403, { message: 'Stopping needs the header x-workshop: 1.' });
    stop();
    return json(202, { message: 'The cloud is saving and will stop.' });
  }
  return json(404, {
    message: `${request.method} ${request.path} is not known. There are GET /_workshop/health and POST /_workshop/stop.`,
  });
}

function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
