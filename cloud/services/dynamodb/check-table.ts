import type {
  AttributeDefinition,
  CreateTableInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  ProvisionedThroughput,
  StreamSpecification,
} from '@aws-sdk/client-dynamodb';
import { invalid, invalidParameter } from './attribute-value.ts';
import { type Constraints, constraints } from './validation.ts';

const MAX_LOCAL = 5;
const MAX_GLOBAL = 20;
/** Attributes that make up each half of a global secondary index's key. */
const MAX_KEY_PARTS = 4;
const MAX_UNITS = 1_000_000_000_000;

/** Checks a new table as far as its own request goes. Throws ValidationException. */
export function checkNewTable(input: CreateTableInput): void {
  const checks = constraints().newName('tableName', input.TableName);
  checks.notNull('attributeDefinitions', input.AttributeDefinitions).notNull('keySchema', input.KeySchema);
  checkShapes(checks, input);
  checks.done();
  const billing = input.BillingMode ?? 'PROVISIONED';
  checkBilling(billing, input.ProvisionedThroughput);
  const definitions = input.AttributeDefinitions!;
  const keySchema = input.KeySchema!;
  checkKeySchema(keySchema, definitions, 'table');
  const local = input.LocalSecondaryIndexes;
  const global = input.GlobalSecondaryIndexes;
  if (!local && !global && keySchema.length !== definitions.length) {
    throw invalidParameter('Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions');
  }
  if (local) checkLocalIndexes(local, keySchema, definitions);
  if (global) {
    if (global.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
    for (const index of global) checkGlobalIndex(index, definitions, billing);
  }
  checkIndexNames([...(local ?? []), ...(global ?? [])].map(({ IndexName }) => IndexName!));
  if ((global?.length ?? 0) > MAX_GLOBAL) throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL}`);
  checkUsedDefinitions(definitions, [keySchema, ...[...(local ?? []), ...(global ?? [])].map(({ KeySchema }) => KeySchema!)]);
  checkStream(input.StreamSpecification);
}

/** The constraints on single members, reported together. */
function checkShapes(checks: Constraints, input: CreateTableInput): void {
  checks
    .oneOf('billingMode', input.BillingMode)
    .oneOf('tableClass', input.TableClass)
    .oneOf('streamSpecification.streamViewType', input.StreamSpecification?.StreamViewType, [
      'NEW_IMAGE',
      'OLD_IMAGE',
      'NEW_AND_OLD_IMAGES',
      'KEYS_ONLY',
    ])
    .atLeast('provisionedThroughput.readCapacityUnits', input.ProvisionedThroughput?.ReadCapacityUnits, 1)
    .atLeast('provisionedThroughput.writeCapacityUnits', input.ProvisionedThroughput?.WriteCapacityUnits, 1);
  input.AttributeDefinitions?.forEach(({ AttributeType }, at) => {
    checks.oneOf(`attributeDefinitions.${at + 1}.member.attributeType`, AttributeType, ['B', 'N', 'S']);
  });
  checkSchemaShape(checks, 'keySchema', input.KeySchema, 2);
  input.LocalSecondaryIndexes?.forEach((index, at) => {
    checkIndexShape(checks, `localSecondaryIndexes.${at + 1}.member`, index, 2);
  });
  input.GlobalSecondaryIndexes?.forEach((index, at) => {
    checkIndexShape(checks, `globalSecondaryIndexes.${at + 1}.member`, index, 2 * MAX_KEY_PARTS);
  });
}

/** The constraints on an index's members. */
export function checkIndexShape(
  checks: Constraints,
  field: string,
  index: GlobalSecondaryIndex | LocalSecondaryIndex,
  maximum = 2 * MAX_KEY_PARTS,
): void {
  checks.newName(`${field}.indexName`, index.IndexName);
  checkSchemaShape(checks, `${field}.keySchema`, index.KeySchema, maximum);
  checks.oneOf(`${field}.projection.projectionType`, index.Projection?.ProjectionType, ['ALL', 'INCLUDE', 'KEYS_ONLY']);
  checks.length(`${field}.projection.nonKeyAttributes`, index.Projection?.NonKeyAttributes, 1, 100);
}

function checkSchemaShape(checks: Constraints, field: string, schema: KeySchemaElement[] | undefined, maximum: number): void {
  const shown = schema
    ?.map(({ AttributeName, KeyType }) => `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`)
    .join(', ');
  checks.length(field, schema, 1, maximum, `[${shown}]`);
  schema?.forEach(({ AttributeName, KeyType }, at) => {
    checks.length(`${field}.${at + 1}.member.attributeName`, AttributeName, 1, 255);
    checks.oneOf(`${field}.${at + 1}.member.keyType`, KeyType, ['HASH', 'RANGE']);
  });
}

/** Provisioned tables need throughput; on-demand ones must not have it. */
export function checkBilling(billing: string, throughput: ProvisionedThroughput | undefined): void {
  if (billing === 'PAY_PER_REQUEST') {
    if (!throughput) return;
    throw invalidParameter('Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST');
  }
  if (!throughput) {
    throw invalidParameter('ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED');
  }
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    if (throughput[name]! > MAX_UNITS) throw invalid(`Given value ${throughput[name]} for ${name} is out of bounds`);
  }
}

/** A key schema's attributes are defined, differ, and stand in order. */
export function checkKeySchema(schema: KeySchemaElement[], definitions: AttributeDefinition[], of: 'table' | 'index'): void {
  const names = schema.map(({ AttributeName }) => AttributeName!);
  const defined = definitions.map(({ AttributeName }) => AttributeName!);
  if (of === 'table' && names.length > defined.length) throw invalid('Invalid KeySchema: Some index key attribute have no definition');
  if (names.some((name) => !defined.includes(name))) {
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
  if (new Set(names).size < names.length) throw invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  if (schema[0]!.KeyType !== 'HASH') throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (schema.length === 2 && of === 'table' && schema[1]!.KeyType !== 'RANGE') {
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  const hashes = schema.filter(({ KeyType }) => KeyType === 'HASH').length;
  if (schema.slice(hashes).some(({ KeyType }) => KeyType === 'HASH')) {
    throw invalid('Invalid KeySchema: All HASH key elements must precede all RANGE key elements');
  }
  if (hashes > MAX_KEY_PARTS || schema.length - hashes > MAX_KEY_PARTS) {
    throw invalidParameter(`Index KeySchema has more than ${MAX_KEY_PARTS} attributes of a KeyType`);
  }
}

function checkLocalIndexes(indexes: LocalSecondaryIndex[], tableSchema: KeySchemaElement[], definitions: AttributeDefinition[]): void {
  if (indexes.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (tableSchema.length !== 2) {
    throw invalidParameter('Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex');
  }
  const tableHash = tableSchema[0]!.AttributeName;
  for (const index of indexes) {
    checkKeySchema(index.KeySchema!, definitions, 'table');
    if (index.KeySchema!.length !== 2) throw invalidParameter(`Index KeySchema does not have a range key for index: ${index.IndexName}`);
    const hash = index.KeySchema![0]!.AttributeName;
    if (hash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index.IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(index);
  }
  if (indexes.length > MAX_LOCAL) throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL}`);
}

/** A global secondary index of a new or existing table. */
export function checkGlobalIndex(index: GlobalSecondaryIndex, definitions: AttributeDefinition[], billing: string): void {
  checkKeySchema(index.KeySchema!, definitions, 'index');
  checkProjection(index);
  if (billing === 'PAY_PER_REQUEST' && index.ProvisionedThroughput) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (billing === 'PROVISIONED' && !index.ProvisionedThroughput) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.IndexName}`);
  }
}

function checkProjection({ Projection: projection }: GlobalSecondaryIndex | LocalSecondaryIndex): void {
  const type = projection?.ProjectionType;
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (projection?.NonKeyAttributes && type !== 'INCLUDE')
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  if (type === 'INCLUDE' && !projection?.NonKeyAttributes)
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is not specified`);
}

export function checkIndexNames(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw invalidParameter(`Duplicate index name: ${twice}`);
}

function checkUsedDefinitions(definitions: AttributeDefinition[], schemas: KeySchemaElement[][]): void {
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  const unused = definitions.filter(({ AttributeName }) => !used.has(AttributeName));
  if (unused.length === 0) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${definitions.map(({ AttributeName }) => AttributeName).join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}

/** A stream needs a view type, and only a stream may have one. */
export function checkStream(stream: StreamSpecification | undefined): void {
  if (!stream) return;
  if (stream.StreamEnabled && !stream.StreamViewType) throw invalidParameter('StreamEnabled is true but StreamViewType is not specified');
  if (!stream.StreamEnabled && stream.StreamViewType) throw invalidParameter('StreamEnabled is false but StreamViewType is specified');
}
