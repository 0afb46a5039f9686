import { type BucketPlace, bucketPlace } from './bucket-place.ts';
import type { HttpRequest } from './http.ts';
import type { Model } from './model.ts';
import type { Match } from './route.ts';
import type { Route } from './route-template.ts';

/** The operation whose URI template fits a request best. */
export function bestRoute(models: readonly Model[], request: HttpRequest): Match | undefined {
  let best: { score: number; match: Match } | undefined;
  for (const model of models) {
    const place: BucketPlace = model.signingName === 's3' ? bucketPlace(request) : { inHost: false, path: request.path };
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
