import { notImplemented } from '../../../aws-error.ts';
import { badRequest } from '../ids.ts';
import { parsePath } from './json-path.ts';

/** A value in a parameter mapping. API Gateway Developer Guide, "Parameter mapping sources". */
export type MappingSource =
  | { kind: 'static'; text: string }
  | { kind: 'header' | 'multivalueheader' | 'querystring' | 'multivaluequerystring' | 'path'; name: string }
  | { kind: 'body'; path: string }
  | { kind: 'context'; path: string }
  | { kind: 'stageVariable'; name: string };

/** Throws BadRequestException. */
export function parseSource(source: string, side: 'method.request' | 'integration.response'): MappingSource {
  const literal = /^'(.*)'$/s.exec(source);
  if (literal) return { kind: 'static', text: literal[1]! };
  const context = /^context\.([\w.]+)$/.exec(source);
  if (context) return { kind: 'context', path: context[1]! };
  const variable = /^stageVariables\.(\w+)$/.exec(source);
  if (variable) return { kind: 'stageVariable', name: variable[1]! };
  if (source.startsWith(`${side}.`)) {
    const rest = source.slice(side.length + 1);
    if (rest === 'body') return { kind: 'body', path: '$' };
    if (rest.startsWith('body.')) {
      const path = `$.${rest.slice('body.'.length).replace(/^\$\.?/, '')}`;
      parsePath(path);
      return { kind: 'body', path };
    }
    const [, kind, name] = /^(header|multivalueheader|querystring|multivaluequerystring|path)\.(\S+)$/.exec(rest) ?? [];
    const isOfResponse = side === 'integration.response' && kind !== 'header' && kind !== 'multivalueheader';
    if (name !== undefined && !isOfResponse) return { kind: kind as 'header', name };
  }
  throw invalid(source);
}

/** Throws BadRequestException, NotImplemented. */
export function checkRequestMapping(target: string, source: string): void {
  const [, kind, name] =
    /^integration\.request\.(header|querystring|path|multivalueheader|multivaluequerystring)\.(\S+)$/.exec(target) ?? [];
  if (name === undefined) throw invalid(target);
  // Reason: all others reach Lambda's Invoke without any effect, on AWS as well.
  if (kind === 'header' && /^x-amz-(client-context|log-type)$/i.test(name)) throw notImplemented(`apigateway mappings to ${target}`);
  parseSource(source, 'method.request');
}

/** Throws BadRequestException. */
export function checkResponseMapping(target: string, source: string): void {
  if (!/^method\.response\.header\.[^.\s]+$/.test(target)) throw invalid(target);
  parseSource(source, 'integration.response');
}

/** Throws BadRequestException. */
export function checkGatewayMapping(target: string, source: string): void {
  if (!/^gatewayresponse\.header\.[^.\s]+$/.test(target)) throw invalid(target);
  parseSource(source, 'method.request');
}

function invalid(expression: string): Error {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${expression}]`,
  );
}
