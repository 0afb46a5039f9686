import type {
  Cors,
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse,
  DeleteFunctionUrlConfigRequest,
  FunctionUrlConfig,
  GetFunctionUrlConfigRequest,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
  UpdateFunctionUrlConfigRequest,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations, valueWithin } from '../../../constraints.ts';
import { functionUrlDomain } from '../../../gateway/address.ts';
import type { Call, Operation } from '../../../operation.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import type { Local } from '../local.ts';
import { page } from '../page.ts';
import type { FunctionUrl, LambdaFunction, LambdaState } from '../state.ts';

const URL_ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const MAX_CORS_ITEMS = 100;

/** Gives a function, or one of its aliases, a URL. Throws ResourceConflictException. Lambda API Reference, CreateFunctionUrlConfig. */
export const CreateFunctionUrlConfig: Operation<LambdaState, CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse, Local> = (
  input,
  call,
) => {
  checkSettings('CreateFunctionUrlConfig', input);
  const { fn, qualifier } = ownerOf(call, input);
  if (fn.urls?.has(qualifier)) {
    throw new AwsError(
      'ResourceConflictException',
      `Failed to create function url config for [functionArn = ${arnOf(call, fn, qualifier)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }
  const now = call.clock.now();
  const url: FunctionUrl = {
    id: call.random.text(32, URL_ID_ALPHABET),
    authType: input.AuthType!,
    cors: corsOf(input.Cors),
    createdAt: now,
    lastModified: now,
  };
  fn.urls = new Map(fn.urls).set(qualifier, url);
  const { LastModifiedTime: _, ...created } = describe(call, fn, qualifier, url);
  return created;
};

export const GetFunctionUrlConfig: Operation<LambdaState, GetFunctionUrlConfigRequest, FunctionUrlConfig, Local> = (input, call) => {
  const { fn, qualifier, url } = urlAt(call, input);
  return describe(call, fn, qualifier, url);
};

/** Changes what is given; an empty Cors takes the CORS settings away. Lambda API Reference, UpdateFunctionUrlConfig. */
export const UpdateFunctionUrlConfig: Operation<LambdaState, UpdateFunctionUrlConfigRequest, FunctionUrlConfig, Local> = (input, call) => {
  checkSettings('UpdateFunctionUrlConfig', input);
  const { fn, qualifier, url } = urlAt(call, input);
  url.authType = input.AuthType ?? url.authType;
  if (input.Cors) url.cors = corsOf(input.Cors);
  url.lastModified = call.clock.now();
  return describe(call, fn, qualifier, url);
};

export const DeleteFunctionUrlConfig: Operation<LambdaState, DeleteFunctionUrlConfigRequest, void, Local> = (input, call) => {
  const { fn, qualifier } = urlAt(call, input);
  fn.urls?.delete(qualifier);
};

export const ListFunctionUrlConfigs: Operation<LambdaState, ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse, Local> = (
  input,
  call,
) => {
  const { fn } = ownerOf(call, input);
  const all = [...(fn.urls ?? [])].map(([qualifier, url]) => ({ key: `:${qualifier}`, shown: describe(call, fn, qualifier, url) }));
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  return { FunctionUrlConfigs: items.map(({ shown }) => shown), ...(NextMarker !== undefined && { NextMarker }) };
};

interface Named {
  FunctionName?: string | undefined;
  Qualifier?: string | undefined;
}
interface Owner {
  fn: LambdaFunction;
  /** An alias's name; '' is the function's own. */
  qualifier: string;
}

/** A URL belongs to a function or to an alias: versions have none. */
function ownerOf(call: Call<LambdaState, Local>, { FunctionName, Qualifier }: Named): Owner {
  refuseViolations('ValidationException', [matching('qualifier', Qualifier, '(^\\$LATEST$)|((?!^\\d+$)^[0-9a-zA-Z-_]+$)')]);
  const { name, qualifier = '' } = parseFunctionName(call, FunctionName!, Qualifier);
  const fn = call.state.functions.get(name);
  if (!fn || (qualifier !== '' && !fn.aliases.has(qualifier))) {
    throw new AwsError('ResourceNotFoundException', 'Function does not exist', { members: { Type: 'User' } });
  }
  return { fn, qualifier };
}

function urlAt(call: Call<LambdaState, Local>, input: Named): Owner & { url: FunctionUrl } {
  const owner = ownerOf(call, input);
  const url = owner.fn.urls?.get(owner.qualifier);
  if (!url) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { members: { Type: 'User' } });
  return { ...owner, url };
}

function checkSettings(operation: string, { AuthType, InvokeMode, Cors }: UpdateFunctionUrlConfigRequest): void {
  const each = (member: string, list: string[] | undefined, longest: number) =>
    (list ?? []).map((item) => lengthWithin(`cors.${member}`, item, 1, longest));
  const counted = (member: string, list: string[] | undefined, most: number) =>
    list && list.length > most
      ? [
          `Value '[${list.join(', ')}]' at 'cors.${member}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
        ]
      : [];
  refuseViolations('ValidationException', [
    oneOf('authType', AuthType, ['NONE', 'AWS_IAM']),
    oneOf('invokeMode', InvokeMode, ['BUFFERED', 'RESPONSE_STREAM']),
    valueWithin('cors.maxAge', Cors?.MaxAge, 0, 86_400),
    ...each('allowMethods', Cors?.AllowMethods, 6),
    ...each('allowOrigins', Cors?.AllowOrigins, 253),
    ...each('allowHeaders', Cors?.AllowHeaders, 1024),
    ...each('exposeHeaders', Cors?.ExposeHeaders, 1024),
    ...counted('allowMethods', Cors?.AllowMethods, 6),
    ...counted('allowOrigins', Cors?.AllowOrigins, MAX_CORS_ITEMS),
    ...counted('allowHeaders', Cors?.AllowHeaders, MAX_CORS_ITEMS),
    ...counted('exposeHeaders', Cors?.ExposeHeaders, MAX_CORS_ITEMS),
  ]);
  if (InvokeMode === 'RESPONSE_STREAM') throw notImplemented(`lambda ${operation} with InvokeMode RESPONSE_STREAM`);
}

function corsOf(cors: Cors | undefined): Cors | undefined {
  return cors && Object.values(cors).some((value) => value !== undefined) ? cors : undefined;
}

function describe(call: Call<LambdaState, Local>, fn: LambdaFunction, qualifier: string, url: FunctionUrl) {
  return {
    FunctionUrl: `https://${functionUrlDomain(url.id, call.region)}/`,
    FunctionArn: arnOf(call, fn, qualifier),
    AuthType: url.authType,
    ...(url.cors && { Cors: url.cors }),
    CreationTime: new Date(url.createdAt).toISOString(),
    LastModifiedTime: new Date(url.lastModified).toISOString(),
    InvokeMode: 'BUFFERED' as const,
  };
}

function arnOf(call: Call<LambdaState, Local>, fn: LambdaFunction, qualifier: string): string {
  return functionArn(call, fn.name, qualifier === '' ? undefined : qualifier);
}
