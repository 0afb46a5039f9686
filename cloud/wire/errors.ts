import type { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import { AwsError } from '../aws-error.ts';
import { serialize } from './codecs.ts';
import { commonError } from './common-errors.ts';
import { answerHeaders } from './encode.ts';
import { bindHeader, s3Ids } from './encode-rest.ts';
import type { HttpResponse } from './http.ts';
import type { Model } from './model.ts';
import { isQuery, isRest, type Protocol } from './protocol.ts';
import { memberRef, STRING, structure, structureOf } from './schema.ts';

/** Where an error is answered. */
export interface ErrorPlace {
  /** Absent where the request named no service that exists here. */
  model?: Model;
  protocol: Protocol;
  requestId: string;
  /** The path, which S3 repeats in its errors. */
  resource: string;
}

/** An error, ready to be written. */
interface Spelled {
  code: string;
  message: string;
  status: number;
  /** The query protocols' own code, where it differs. */
  queryCode: string;
  /** The modelled shape and the members that go into the body. */
  shape: NormalizedSchema | undefined;
  members: Record<string, unknown>;
}

/** An AwsError in the service's own shape; anything else as AWS's internal failure, without details. */
export function encodeError(place: ErrorPlace, thrown: unknown): HttpResponse {
  const { model, protocol, requestId } = place;
  const headers = answerHeaders(protocol, requestId);
  const error = spell(place, thrown instanceof AwsError ? thrown : internalFailure(place), headers);
  if (model?.queryCompatible) {
    const code = commonError(error.code, 'awsQuery')?.code ?? error.queryCode;
    headers['x-amzn-query-error'] = `${code};${fault(error.status)}`;
  }
  if (isQuery(protocol) || protocol === 'restXml') return encodeXml(place, error, headers);
  if (protocol === 'restJson1') headers['x-amzn-errortype'] = error.code;
  const namespace = model?.namespace ?? 'com.amazon.coral.service';
  const body = {
    ...error.members,
    ...(isRest(protocol) ? {} : { __type: `${namespace}#${error.code}` }),
    ...('Message' in error.members ? {} : { message: error.message }),
  };
  const own = memberRefs(error);
  const schema = structure(namespace, error.code, {
    ...own,
    __type: STRING,
    ...('Message' in own ? {} : { message: own.message ?? STRING }),
  });
  return { status: error.status, headers, body: serialize(model ?? NO_MODEL, protocol, schema, body) };
}

function internalFailure({ model }: ErrorPlace): AwsError {
  const code = model?.errors.has('InternalServerError') ? 'InternalServerError' : 'InternalFailure';
  return new AwsError(code, 'The request processing has failed because of an unknown error, exception or failure.', { status: 500 });
}

const OWN_DENIAL = 'AuthorizationErrorException';

/** Finds the modelled shape and the right code and status; binds members to headers where the shape says so. */
function spell({ model, protocol }: ErrorPlace, error: AwsError, headers: Record<string, string>): Spelled {
  // Reason: SNS has a denial of its own.
  const isOwnDenial = error.code === 'AccessDenied' && model?.errors.has(OWN_DENIAL) === true;
  const common = isOwnDenial ? undefined : commonError(error.code, protocol, isS3(model));
  const raised = isOwnDenial ? OWN_DENIAL : error.code;
  const code = model?.errors.has(raised) ? raised : (common?.code ?? raised);
  const shape = model && shapeOf(model, code);
  const traits = shape?.getMergedTraits() ?? {};
  const [queryCode, queryStatus] = queryErrorOf(traits.awsQueryError);
  const modelled = (isQuery(protocol) ? queryStatus : undefined) ?? (typeof traits.httpError === 'number' ? traits.httpError : undefined);
  const members: Record<string, unknown> = {};
  if (shape) {
    for (const [name, member] of shape.structIterator()) {
      const value = name.toLowerCase() === 'message' ? error.message : error.members[name];
      if (value !== undefined && value !== null && !bindHeader(headers, member, value)) members[name] = value;
    }
  }
  if (protocol === 'restXml') Object.assign(members, unmodelled(shape, error.members));
  const name = shape?.getName() ?? code;
  return {
    code: name,
    message: error.message,
    // Reason: who raises a common error does not know the protocol, so its status is the protocol's.
    status:
      (common ? undefined : error.status) ??
      modelled ??
      common?.status ??
      UNMODELLED_STATUSES[name] ??
      (traits.error === 'server' ? 500 : 400),
    queryCode: queryCode ?? name,
    shape,
    members,
  };
}

/** S3's errors say more than their shapes: Key, BucketName, Expires, ... */
function unmodelled(shape: NormalizedSchema | undefined, members: AwsError['members']): Record<string, string> {
  const modelled = new Set(shape ? structureOf(shape)[4] : []);
  const texts = Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.filter(([name]) => !modelled.has(name)));
}

/** Modelled without a status though its protocol has one. */
const UNMODELLED_STATUSES: Record<string, number> = { NotFound: 404 };

/** By the shape's name, or by the code the query protocols know it under. */
function shapeOf(model: Model, code: string): NormalizedSchema | undefined {
  const named = model.errors.get(code);
  if (named) return named;
  for (const shape of model.errors.values()) if (queryErrorOf(shape.getMergedTraits().awsQueryError)[0] === code) return shape;
  return undefined;
}

export function queryErrorOf(trait: unknown): [code?: string, status?: number] {
  if (!Array.isArray(trait)) return [];
  const [code, status]: unknown[] = trait;
  return [typeof code === 'string' ? code : undefined, typeof status === 'number' ? status : undefined];
}

function memberRefs({ shape, members }: Spelled): Record<string, $SchemaRef> {
  const modelled = shape ? structureOf(shape) : undefined;
  const refs = Object.keys(members).map((name): [string, $SchemaRef] => [
    name,
    modelled?.[4].includes(name) ? memberRef(modelled, name) : STRING,
  ]);
  return Object.fromEntries(refs);
}

/** S3 spells errors in its own way; a request that named no service is answered as by it. */
const isS3 = (model: Model | undefined) => model === undefined || model.signingName === 's3';

const fault = (status: number) => (status < 500 ? 'Sender' : 'Receiver');

function encodeXml({ model, protocol, requestId, resource }: ErrorPlace, error: Spelled, headers: Record<string, string>): HttpResponse {
  const namespace = model?.namespace ?? '';
  const { status } = error;
  const details = { ...memberRefs(error) };
  for (const name of Object.keys(details)) if (name.toLowerCase() === 'message') delete details[name];
  const simple = (names: string[]) => Object.fromEntries(names.map((name) => [name, STRING]));
  if (protocol === 'restXml' && isS3(model)) {
    Object.assign(headers, s3Ids(requestId));
    const schema = structure(namespace, 'Error', {
      ...simple(['Code', 'Message']),
      ...details,
      ...simple(['Resource', 'RequestId', 'HostId']),
    });
    const value = {
      ...error.members,
      Code: error.code,
      Message: error.message,
      Resource: resource,
      RequestId: requestId,
      HostId: requestId,
    };
    return { status, headers, body: String(serialize(model ?? NO_MODEL, protocol, schema, value)).replace(/ xmlns="[^"]*"/, '') };
  }
  const value = { ...error.members, Type: fault(status), Code: error.queryCode, Message: error.message };
  if (protocol === 'ec2Query') {
    const inner = structure(namespace, 'Error', { ...simple(['Code', 'Message']), ...details });
    const errors = structure(namespace, 'Errors', { Error: () => inner });
    const schema = structure(namespace, 'Response', { Errors: () => errors, RequestID: STRING });
    return { status, headers, body: serialize(model ?? NO_MODEL, protocol, schema, { Errors: { Error: value }, RequestID: requestId }) };
  }
  const inner = structure(namespace, 'Error', { ...simple(['Type', 'Code', 'Message']), ...details });
  const schema = structure(namespace, 'ErrorResponse', { Error: () => inner, RequestId: STRING });
  return { status, headers, body: serialize(model ?? NO_MODEL, protocol, schema, { Error: value, RequestId: requestId }) };
}

/** Stands in where a request named no service that exists here. */
const NO_MODEL: Model = {
  service: '',
  signingName: '',
  protocol: 'awsQuery',
  codec: undefined,
  target: '',
  namespace: '',
  version: '',
  xmlNamespace: '',
  queryCompatible: false,
  operations: new Map(),
  errors: new Map(),
  routes: [],
};
