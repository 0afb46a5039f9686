import * as sdk from '@aws-sdk/client-api-gateway';
import { strToU8, zipSync } from 'fflate';
import type { MemoryCloud } from '../../host/memory.ts';

export const ACCOUNT = '111122223333';
export const functionUri = (name: string) =>
  `arn:aws:apigateway:ap-southeast-1:lambda:path/2015-03-31/functions/arn:aws:lambda:ap-southeast-1:${ACCOUNT}:function:${name}/invocations`;

/** A function that API Gateway may invoke; what it does is the environments' matter. */
export async function makeFunction({ root }: MemoryCloud, FunctionName: string): Promise<void> {
  const { iam, lambda } = root();
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const { Role } = await iam.CreateRole({ RoleName: FunctionName, AssumeRolePolicyDocument });
  await lambda.CreateFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: Role!.Arn!,
    Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = 0') }) },
  });
  await lambda.AddPermission({
    FunctionName,
    StatementId: 'gateway',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: `arn:aws:execute-api:ap-southeast-1:${ACCOUNT}:*`,
  });
}

export interface MethodOptions {
  method?: Partial<sdk.PutMethodCommandInput>;
  integration?: Partial<sdk.PutIntegrationCommandInput>;
  responses?: Partial<sdk.PutIntegrationResponseCommandInput>[];
}

/** Makes APIs through the SDK's client and asks them through the front door. */
export function restApiMaker(cloud: MemoryCloud) {
  const client = new sdk.APIGatewayClient(cloud.clientOptions());
  return {
    client,
    /** An API with methods by `POST /orders/{id}`, deployed to the stage `prod`. */
    async make(methods: Record<string, MethodOptions>, prepare: (restApiId: string) => Promise<void> = async () => {}): Promise<string> {
      const api = await client.send(new sdk.CreateRestApiCommand({ name: 'shop' }));
      const restApiId = api.id!;
      await prepare(restApiId);
      const resources = new Map([['', api.rootResourceId!]]);
      for (const [key, options] of Object.entries(methods)) {
        const [httpMethod, path = ''] = key.split(' ');
        const place = { restApiId, resourceId: await resourceAt(client, restApiId, resources, path), httpMethod: httpMethod! };
        await putMethod(client, place, options);
      }
      await client.send(new sdk.CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
      return restApiId;
    },
    /** Asks an API as a browser would. */
    async ask(apiId: string, method: string, path: string, headers: Record<string, string> = {}, body: string | Uint8Array = '') {
      const [rawPath = '', rawQuery = ''] = path.split('?');
      const answer = await cloud.cloud.handle({
        method,
        path: `/_aws/execute-api/${apiId}/prod${rawPath}`,
        query: new URLSearchParams(rawQuery),
        rawQuery,
        headers: {
          host: '127.0.0.1:4566',
          ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        },
        rawHeaders: Object.entries(headers),
        body: (async function* () {
          yield typeof body === 'string' ? new TextEncoder().encode(body) : body;
        })(),
      });
      const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body as Uint8Array);
      return { ...answer, text, json: () => JSON.parse(text) };
    },
  };
}

async function resourceAt(client: sdk.APIGatewayClient, restApiId: string, known: Map<string, string>, path: string): Promise<string> {
  let at = '';
  for (const pathPart of path.split('/').filter(Boolean)) {
    const next = `${at}/${pathPart}`;
    if (!known.has(next)) {
      const { id } = await client.send(new sdk.CreateResourceCommand({ restApiId, parentId: known.get(at)!, pathPart }));
      known.set(next, id!);
    }
    at = next;
  }
  return known.get(at)!;
}

type MethodPlace = { restApiId: string; resourceId: string; httpMethod: string };

async function putMethod(
  client: sdk.APIGatewayClient,
  place: MethodPlace,
  { method, integration, responses = [] }: MethodOptions,
): Promise<void> {
  await client.send(new sdk.PutMethodCommand({ ...place, authorizationType: 'NONE', ...method }));
  await client.send(
    new sdk.PutIntegrationCommand({ ...place, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('echo'), ...integration }),
  );
  for (const response of responses) {
    const statusCode = response.statusCode!;
    const responseParameters = Object.fromEntries(Object.keys(response.responseParameters ?? {}).map((name) => [name, false]));
    await client.send(new sdk.PutMethodResponseCommand({ ...place, statusCode, responseParameters }));
    await client.send(new sdk.PutIntegrationResponseCommand({ ...place, statusCode, ...response }));
  }
}
