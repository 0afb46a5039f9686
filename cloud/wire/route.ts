import { AwsError, notImplemented } from '../aws-error.ts';
import type { HttpRequest } from './http.ts';
import type { Model, OperationModel } from './model.ts';
import type { ModelEntry } from './models.ts';
import { isQuery, type Protocol } from './protocol.ts';
import { bestRoute } from './route-rest.ts';

/** What a request means. */
export interface Match {
  model: Model;
  operation: OperationModel;
  protocol: Protocol;
  /** Path labels, still percent-encoded. */
  labels: Record<string, string>;
}

/** Why a request means nothing here, in the protocol it was made in. */
export interface Refusal {
  protocol: Protocol;
  model?: Model;
  error: AwsError;
}

/** A request with what its first look has shown. */
export interface Seen {
  request: HttpRequest;
  /** The parameters of a form-encoded body. */
  form: URLSearchParams | undefined;
  /** The service of the signature. */
  signingName: string | undefined;
}

/** Finds the operation by the request alone: the same service may be spoken to in several protocols. */
export async function route(seen: Seen, entries: readonly ModelEntry[]): Promise<Match | Refusal> {
  const { request, form } = seen;
  const rpc = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path);
  if (rpc && request.headers['smithy-protocol'] === 'rpc-v2-cbor')
    return byTarget(entries, seen, rpc[1]!.split('.').pop()!, rpc[2]!, 'rpcv2Cbor');
  const target = request.headers['x-amz-target'];
  if (target !== undefined) {
    const dot = target.lastIndexOf('.');
    const protocol = request.headers['content-type']?.includes('json-1.0') ? 'awsJson1_0' : 'awsJson1_1';
    return byTarget(entries, seen, target.slice(0, Math.max(0, dot)), target.slice(dot + 1), protocol);
  }
  const action = form?.get('Action') ?? request.query.get('Action');
  if (action) return byAction(entries, seen, action);
  if (form && seen.signingName !== 's3') {
    return {
      protocol: 'awsQuery',
      error: new AwsError('MissingAction', 'The request must contain the parameter Action.', { status: 400 }),
    };
  }
  return byTemplate(entries, seen);
}

async function byTarget(
  entries: readonly ModelEntry[],
  { signingName }: Seen,
  target: string,
  operation: string,
  protocol: Protocol,
): Promise<Match | Refusal> {
  const model = await entries.find(({ wire }) => wire.target === target)?.load();
  const found = model?.operations.get(operation);
  if (model && found) return { model, operation: found, protocol, labels: {} };
  const isForeign = signingName && !entries.some(({ wire }) => wire.signingName === signingName);
  if (isForeign) return { protocol, error: notImplemented(`the service ${signingName}`) };
  const message = `The operation ${operation} of ${target} is not known.`;
  return { protocol, ...(model && { model }), error: new AwsError('UnknownOperationException', message, { status: 400 }) };
}

async function byAction(entries: readonly ModelEntry[], { request, form, signingName }: Seen, action: string): Promise<Match | Refusal> {
  const version = form?.get('Version') ?? request.query.get('Version') ?? undefined;
  const inScope = entries.filter(({ wire }) => (signingName ? wire.signingName === signingName : version && wire.version === version));
  const protocolOf = (model: Model | undefined): Protocol =>
    model?.protocol === 'ec2Query' || signingName === 'ec2' ? 'ec2Query' : 'awsQuery';
  if (signingName && inScope.length === 0) return { protocol: protocolOf(undefined), error: notImplemented(`the service ${signingName}`) };
  const entry = inScope.find(({ wire }) => !version || !wire.version || wire.version === version);
  const model = await entry?.load();
  const operation = model?.operations.get(action);
  if (model && operation) return { model, operation, protocol: protocolOf(model), labels: {} };
  const message =
    protocolOf(model) === 'ec2Query'
      ? `The action ${action} is not valid for this web service.`
      : `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`;
  return { protocol: protocolOf(model), ...(model && { model }), error: new AwsError('InvalidAction', message, { status: 400 }) };
}

async function byTemplate(entries: readonly ModelEntry[], { request, signingName }: Seen): Promise<Match | Refusal> {
  const firstLabel = (request.headers.host ?? '').split(':')[0]!.split('.')[0];
  const name = signingName ?? entries.find(({ wire }) => wire.signingName === firstLabel)?.wire.signingName ?? 's3';
  const inScope = entries.filter(({ wire }) => wire.signingName === name);
  if (inScope.length === 0) return { protocol: name === 's3' ? 'restXml' : 'restJson1', error: notImplemented(`the service ${name}`) };
  const models = await Promise.all(inScope.map((entry) => entry.load()));
  const best = bestRoute(models, request);
  if (best) return best;
  const model = models.find(({ routes }) => routes.length > 0) ?? models[0]!;
  return { protocol: model.protocol, model, error: noTemplate(model, request) };
}

function noTemplate({ protocol }: Model, { method, path }: HttpRequest): AwsError {
  if (isQuery(protocol)) return missingAction();
  if (protocol === 'restXml')
    return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405 });
  return new AwsError('UnknownOperationException', `No operation fits ${method} ${path}.`, { status: 404 });
}

function missingAction(): AwsError {
  return new AwsError('MissingAction', 'The request must contain the parameter Action.', { status: 400 });
}
