import type { HttpRequest } from './http.ts';
import type { Model } from './model.ts';
import type { Match } from './route.ts';
import type { Route } from './route-template.ts';

/** The operation whose URI template fits a request best. */
export function bestRoute(models: readonly Model[], request: HttpRequest): Match | undefined {
  let best: { score: number; match: Match } | undefined;
  for (const model of models) {
    const place: Place = model.signingName === 's3' ? bucketOf(request) : { inHost: false, path: request.path };
    for (const route of model.routes) {
      if (route.method !== request.method || (route.takesBucket ? place.bucket === undefined : place.inHost)) continue;
      const labels = labelsOf(route, route.takesBucket ? place.path : request.path, request);
      if (!labels) continue;
      const score = scoreOf(route, request);
      if (best && best.score >= score) continue;
      if (route.takesBucket) labels.Bucket = place.bucket!;
      best = { score, match: { model, operation: route.operation, protocol: model.protocol, labels } };
    }
  }
  return best?.match;
}

/** The path labels of a request that fits; undefined where it does not. */
function labelsOf(route: Route, path: string, { query, headers }: HttpRequest): Record<string, string> | undefined {
  const match = route.path.exec(path);
  if (!match) return undefined;
  for (const [name, value] of route.constants) if (!query.has(name) || (value && query.get(name) !== value)) return undefined;
  for (const name of route.required.query) if (!query.has(name)) return undefined;
  for (const name of route.required.headers) if (!(name in headers) && !query.has(name)) return undefined;
  return Object.fromEntries(route.labels.map((label, index) => [label, match[index + 1]!]));
}

function scoreOf(route: Route, { query }: HttpRequest): number {
  const bindings = route.constants.length + route.required.query.length + route.required.headers.length;
  const hinted = route.xId !== undefined && query.get('x-id') === route.xId;
  return route.literals * 100 + bindings * 2 + (hinted ? 1 : 0);
}

/** Hosts under which a bucket may stand as the first label (`photos.localhost`). */
const BUCKET_HOSTS = ['localhost', 'amazonaws.com'];

interface Place {
  bucket?: string;
  /** Virtual-hosted style. */
  inHost: boolean;
  /** What is left of the path once the bucket is taken away. */
  path: string;
}

/** S3's bucket, from the host (virtual-hosted style) or the first path segment (path style). */
function bucketOf({ headers, path }: HttpRequest): Place {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const base = BUCKET_HOSTS.find((candidate) => host.endsWith(`.${candidate}`));
  if (base) {
    const left = host.slice(0, -base.length - 1);
    const bucket = /^(.+)\.s3(?:[.-][a-z0-9-]+)*$/.exec(left)?.[1] ?? (/^s3([.-]|$)/.test(left) ? undefined : left);
    if (bucket !== undefined) return { bucket, inHost: true, path };
  }
  const [, bucket, rest] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  return bucket === undefined ? { inHost: false, path } : { bucket, inHost: false, path: rest ?? '/' };
}
