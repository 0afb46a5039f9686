import { readdirSync, readFileSync } from 'node:fs';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { describe, expect, test } from 'vitest';
import { services } from '../../services/index.ts';
import { queryErrorOf } from '../errors.ts';
import { loadModel } from '../model.ts';
import { isRest } from '../protocol.ts';
import { clientPackages } from './clients.ts';

/** Errors that their package models without a status. */
const withoutStatus: Record<string, string[]> = {
  s3: ['NotFound'],
  sns: ['VerificationException'],
  xray: ['InvalidRequestException', 'RuleLimitExceededException'],
};

/** The wire rests on these properties of the SDK's schemas: an upgrade that changes one must fail here. */
describe.each(clientPackages)('$name', ({ name, wire }) => {
  test('structures list their required members first, and say how many', async () => {
    const declared = declaredStructures(name);
    const structures = Object.values(await wire.load()).filter(isStructure);
    const compared = structures.filter((structure) => declared.has(structure[2]));
    const differing = compared.filter(([, , shape, , members, , required = 0]) => {
      const wanted = declared.get(shape)!;
      return members.slice(0, required).sort().join() !== wanted.sort().join();
    });
    expect(compared.length).toBeGreaterThan(0.8 * structures.length);
    expect(differing.map(([, , shape]) => shape)).toEqual([]);
  });

  test('errors carry their status, and their code where the query protocols have another', async () => {
    const model = await loadModel(name, wire);
    const errors = [...model.errors].filter(([code]) => !code.endsWith('ServiceException'));
    const without = (trait: string) => errors.filter(([, shape]) => shape.getMergedTraits()[trait] === undefined).map(([code]) => code);
    expect(without('error')).toEqual([]);
    if (isRest(model.protocol) || model.protocol === 'awsQuery') expect(without('httpError')).toEqual(withoutStatus[name] ?? []);
    for (const [, shape] of errors) {
      const { awsQueryError } = shape.getMergedTraits();
      if (awsQueryError !== undefined) expect(queryErrorOf(awsQueryError)).toEqual([expect.any(String), expect.any(Number)]);
    }
  });

  test('operations of REST services carry method, path and status', async () => {
    const model = await loadModel(name, wire);
    const bindings = [...model.operations.values()].map(({ traits }) => traits.http);
    if (isRest(model.protocol)) {
      for (const http of bindings) expect(http).toEqual([expect.any(String), expect.stringMatching(/^\//), expect.any(Number)]);
    } else expect(model.routes).toEqual([]);
  });

  test('numbers fit into a double', async () => {
    const structures = Object.values(await wire.load()).filter(isStructure);
    const members = structures.flatMap((structure) => [...NormalizedSchema.of(structure).structIterator()]);
    expect(members.filter(([, member]) => member.isBigIntegerSchema() || member.isBigDecimalSchema())).toEqual([]);
  });
});

test.each([
  ['dynamodb', 'ConditionalCheckFailedException', undefined, undefined],
  ['cloudformation', 'ChangeSetNotFoundException', 404, ['ChangeSetNotFound', 404]],
  ['iam', 'NoSuchEntityException', 404, ['NoSuchEntity', 404]],
  ['lambda', 'ResourceNotFoundException', 404, undefined],
  ['s3', 'NoSuchKey', 404, undefined],
  ['ssm', 'ParameterNotFound', undefined, ['ParameterNotFound', 404]],
])('%s %s', async (name, error, httpError, awsQueryError) => {
  const model = await loadModel(name, clientPackages.find((candidate) => candidate.name === name)!.wire);
  const traits = model.errors.get(error)!.getMergedTraits();
  expect({ httpError: traits.httpError, awsQueryError: traits.awsQueryError }).toEqual({ httpError, awsQueryError });
});

const wires = services.flatMap((service) => service.wires.map((wire, index) => ({ name: `${service.name} ${index}`, service, wire })));

test.each(wires)("the facts under which $name is recognised are the client package's own", async ({ service, wire }) => {
  const model = await loadModel(service.name, wire);
  if (isRest(model.protocol)) return;
  if (wire.target !== undefined || model.protocol !== 'awsQuery') expect(wire.target).toBe(model.target);
  if (wire.version !== undefined || model.protocol === 'awsQuery') expect(wire.version).toBe(model.version);
});

test.each(wires)('every operation of $name exists in a client package', async ({ service }) => {
  const models = await Promise.all(service.wires.map((wire) => loadModel(service.name, wire)));
  const known = new Set(models.flatMap(({ operations }) => [...operations.keys()]));
  expect(Object.keys(service.operations).filter((operation) => !known.has(operation))).toEqual([]);
});

const isStructure = (value: unknown): value is StaticStructureSchema => Array.isArray(value) && value[0] === 3;

/** Interfaces of a package's type declarations, and which of their members may not be left out. */
function declaredStructures(name: string): Map<string, string[]> {
  const folder = new URL(`../../../node_modules/@aws-sdk/client-${name}/dist-types/models/`, import.meta.url);
  const text = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '');
  const interfaces = text.matchAll(/^export interface (\w+) \{$([\s\S]*?)^\}$/gm);
  return new Map([...interfaces].map(([, shape, body]) => [shape!, [...body!.matchAll(/^ {4}(\w+): /gm)].map(([, member]) => member!)]));
}
