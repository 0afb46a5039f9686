import { contextValue, type GatewayContext } from '../../../gateway/context.ts';
import { tryParseJson } from '../../../gateway/json.ts';
import { type GatewayRequest, headerOf } from '../../../gateway/request.ts';
import type { MappingSource } from './expressions.ts';
import { atPath } from './json-path.ts';

/** Where mappings read from. */
export interface MappingPlace {
  request: GatewayRequest;
  context: GatewayContext;
  stage: { variables?: Record<string, string> | undefined };
  pathParameters?: Record<string, string>;
  /** The text of the body that `body` means: the request's, or the integration's answer. */
  body?: string;
}

/** The value of a mapping's source; undefined where it has none, and then nothing is mapped. */
export function mappedValue({ request, context, stage, pathParameters, body }: MappingPlace, source: MappingSource): string | undefined {
  switch (source.kind) {
    case 'static':
      return source.text;
    case 'header':
      return headerOf(request.headers, source.name);
    case 'multivalueheader':
      return joined(request.headers.filter(([name]) => name.toLowerCase() === source.name.toLowerCase()));
    case 'querystring':
      return request.query.findLast(([name]) => name === source.name)?.[1];
    case 'multivaluequerystring':
      return joined(request.query.filter(([name]) => name === source.name));
    case 'path':
      return pathParameters?.[source.name];
    case 'context':
      return textOf(contextValue(context, source.path));
    case 'stageVariable':
      return stage.variables?.[source.name];
    case 'body': {
      const text = body ?? new TextDecoder().decode(request.body);
      return source.path === '$' ? text : textOf(atPath(tryParseJson(text)?.value, source.path));
    }
  }
}

function joined(pairs: readonly (readonly [string, string])[]): string | undefined {
  return pairs.length > 0 ? pairs.map(([, value]) => value).join(',') : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
