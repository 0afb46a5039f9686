import { AwsEc2QueryProtocol } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Codec, SchemaTraitsObject, StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { WireModel } from '../service.ts';
import { isProtocol, isRest, type Protocol } from './protocol.ts';
import { type Route, routeOf } from './route-template.ts';

/** What a client package says about its service. */
export interface Model {
  /** Our service's name: `dynamodb`. */
  service: string;
  signingName: string;
  protocol: Protocol;
  /** The package's own codec; the query protocols have none. */
  codec: PayloadCodec | undefined;
  target: string;
  namespace: string;
  version: string;
  xmlNamespace: string;
  queryCompatible: boolean;
  operations: ReadonlyMap<string, OperationModel>;
  errors: ReadonlyMap<string, NormalizedSchema>;
  routes: readonly Route[];
}

export interface OperationModel {
  name: string;
  traits: SchemaTraitsObject;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

export type PayloadCodec = Codec<Uint8Array | string, Uint8Array | string>;

/** The part of an SDK client's configuration that is read. */
interface SdkClient {
  config: {
    protocol: { getShapeId(): string; getPayloadCodec(): PayloadCodec };
    protocolSettings: {
      defaultNamespace: string;
      serviceTarget: string;
      version: string;
      xmlNamespace?: string;
      awsQueryCompatible?: boolean;
    };
  };
  destroy(): void;
}
type SdkClientClass = new (config: object) => SdkClient;

/** Imports a client package and reads its schemas. */
export async function loadModel(service: string, wire: WireModel): Promise<Model> {
  const members = Object.entries(await wire.load());
  const clientClass = members.find(([name, value]) => name.endsWith('Client') && name !== '__Client' && typeof value === 'function');
  if (!clientClass) throw new Error(`The client package of ${service} exports no client.`);
  const client = new (clientClass[1] as SdkClientClass)({
    region: 'us-east-1',
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
  });
  const { protocol, protocolSettings: settings } = client.config;
  client.destroy();
  const operations = members.map(([, value]) => value).filter(isOperation);
  const errors = members.map(([, value]) => value).filter(isError);
  const name = protocol instanceof AwsEc2QueryProtocol ? 'ec2Query' : protocol.getShapeId().split('#')[1];
  if (!isProtocol(name)) throw new Error(`The client package of ${service} speaks ${name}, which is unknown.`);
  const models = new Map(operations.map((schema) => [schema[2], operationOf(schema)]));
  return {
    service,
    signingName: wire.signingName,
    protocol: name,
    codec: name === 'awsQuery' || name === 'ec2Query' ? undefined : protocol.getPayloadCodec(),
    target: settings.serviceTarget,
    namespace: settings.defaultNamespace,
    version: settings.version,
    xmlNamespace: settings.xmlNamespace ?? `http://${wire.signingName}.amazonaws.com/doc/${settings.version}/`,
    queryCompatible: settings.awsQueryCompatible ?? false,
    operations: models,
    errors: new Map(errors.map((schema) => [schema[2], NormalizedSchema.of(schema)])),
    // Reason: some packages carry paths that their protocol does not use.
    routes: isRest(name)
      ? [...models.values()].flatMap((operation) => (operation.traits.http ? [routeOf(operation, operation.traits.http)] : []))
      : [],
  };
}

/** Schemas are read on first use, so that loading stays cheap. */
function operationOf(schema: StaticOperationSchema): OperationModel {
  let input: NormalizedSchema | undefined;
  let output: NormalizedSchema | undefined;
  return {
    name: schema[2],
    traits: typeof schema[3] === 'object' ? schema[3] : {},
    get input() {
      input ??= NormalizedSchema.of(schema[4]);
      return input;
    },
    get output() {
      output ??= NormalizedSchema.of(schema[5]);
      return output;
    },
  };
}

const isOperation = (value: unknown): value is StaticOperationSchema => Array.isArray(value) && value[0] === 9;
const isError = (value: unknown): value is StaticErrorSchema => Array.isArray(value) && value[0] === -3;
