import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { services } from './services/index.ts';

/** All the source of a service's folder, tests left out. */
function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|fixture/.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

/** Operation name -> the top-level members of its input, by the SDK's schemas. */
async function inputMembers(loads: readonly (() => Promise<object>)[]): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for (const load of loads) {
    for (const schema of Object.values(await load())) {
      if (!Array.isArray(schema) || schema[0] !== 9) continue;
      const input = NormalizedSchema.of(schema[4] as never);
      members.set(String(schema[2]), input.isStructSchema() ? [...input.structIterator()].map(([name]) => name) : []);
    }
  }
  return members;
}

/** Members that may be ignored, because what they ask for makes no difference here or on AWS. */
const HARMLESS: Record<string, string> = {
  RequestPayer: 'buckets whose requester pays are refused, so there is nothing to agree to',
  interleaved: 'AWS ignores it since 2019',
  sequenceToken: 'AWS ignores it since 2023',
  TemplateStage: 'without transforms the original template is the processed one',
  ClientToken: 'a change set that is made twice under one name is refused either way',
  TargetType: 'there are no hooks, so every list of their results is empty',
  TargetId: 'as TargetType',
  TypeArn: 'as TargetType',
  ConfirmRemoveSelfBucketAccess: 'it confirms what is never asked: the owner always gets in again',
  ConfirmRemoveSelfResourceAccess: 'as ConfirmRemoveSelfBucketAccess',
};

// A member that no line of the service names can only be one that is accepted and ignored.
test.each(services.map((service) => [service.name, service] as const))(
  '%s names every member of the inputs it takes',
  async (name, service) => {
    const source = sourceOf(path.join(import.meta.dirname, 'services', name)) + sourceOf(path.join(import.meta.dirname, 'gateway'));
    const members = await inputMembers(service.wires.map((wire) => wire.load));
    const unnamed = Object.keys(service.operations).flatMap((operation) =>
      (members.get(operation) ?? [])
        .filter((member) => !(member in HARMLESS) && !new RegExp(`\\b${member}\\b`).test(source))
        .map((member) => `${operation} ${member}`),
    );
    expect(unnamed).toEqual([]);
  },
);
