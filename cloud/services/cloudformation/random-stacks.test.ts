import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryCloud } from '../../host/memory.ts';
import { type Things, things } from './fake-things.ts';
import { cloudformation } from './service.ts';

/** A thing of a random template: what it says, and which other things it uses (by index below its own). */
interface Drawn {
  present: boolean;
  name: number;
  value: number;
  /** Steps of 10 ms until it is made or changed. */
  wait: number;
  uses: { index: number; how: 'Ref' | 'GetAtt' | 'Sub' | 'DependsOn' }[];
}

const size = 7;
const drawnThings = fc.tuple(
  ...Array.from({ length: size }, (_, index) =>
    fc.record<Drawn>({
      present: fc.boolean(),
      name: fc.nat(2),
      value: fc.nat(2),
      wait: fc.nat(3),
      uses:
        index === 0
          ? fc.constant([])
          : fc.array(fc.record({ index: fc.nat(index - 1), how: fc.constantFrom('Ref', 'GetAtt', 'Sub', 'DependsOn') }), { maxLength: 3 }),
    }),
  ),
);

/** Names of the things that a thing uses and that are there. */
function usesOf(drawn: readonly Drawn[], index: number): string[] {
  return [...new Set(drawn[index]!.uses.filter((use) => drawn[use.index]!.present).map((use) => `T${use.index}`))];
}

function templateOf(drawn: readonly Drawn[]): string {
  const resources = drawn.flatMap((one, index) => {
    if (!one.present) return [];
    const uses = one.uses.filter((use) => drawn[use.index]!.present);
    const how = {
      Ref: (id: string) => ({ Ref: id }),
      GetAtt: (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] }),
      Sub: (id: string) => ({ 'Fn::Sub': `\${${id}}` }),
    };
    const values = uses.flatMap((use) => (use.how === 'DependsOn' ? [] : [how[use.how](`T${use.index}`)]));
    const dependsOn = uses.filter((use) => use.how === 'DependsOn').map((use) => `T${use.index}`);
    const Properties = {
      ...(one.name > 0 && { Name: `name-${index}-${one.name}` }),
      ...(one.wait > 0 && { Wait: 10 * one.wait }),
      Value: [one.value, ...values],
    };
    return [[`T${index}`, { Type: 'Test::Things::Thing', Properties, DependsOn: dependsOn }] as const];
  });
  // Reason: a template has one resource at least; a parameterless metadata one is no thing.
  const entries = [...resources.reverse(), ['Meta', { Type: 'AWS::CDK::Metadata' }] as const];
  return JSON.stringify({ Resources: Object.fromEntries(entries) });
}

async function start() {
  const world = things();
  const host = await memoryCloud({ services: [cloudformation as never, world.service] });
  const { cloudformation: cfn } = host.root();
  const status = async (StackName: string) => (await cfn.DescribeStacks({ StackName })).Stacks![0]!.StackStatus;
  return { world, host, cfn, status, settle: () => host.clock.advance(1_000) };
}

/** What there is, by logical id, physical ids left out where they were generated. */
function shape(world: Things): string[] {
  return [...world.existing.values()].map((one) => `${one.logicalId} ${one.Name ?? ''} ${JSON.stringify(one.Value)}`).sort();
}

test('random graphs are created and deleted in a legal order', async () => {
  await fc.assert(
    fc.asyncProperty(drawnThings, async (drawn) => {
      const { world, cfn, settle } = await start();
      const there = () => new Set([...world.existing.values()].map((one) => one.logicalId));
      const violations: string[] = [];
      world.failing = (step) => {
        const [verb, id = ''] = step.split(' ');
        const index = Number(id.slice(1));
        const users = drawn.flatMap((one, other) => (one.present && usesOf(drawn, other).includes(id) ? [`T${other}`] : []));
        if (verb === 'create' && !usesOf(drawn, index).every((need) => there().has(need))) violations.push(step);
        if (verb === 'delete' && users.some((user) => there().has(user))) violations.push(step);
        return undefined;
      };
      const { StackId } = await cfn.CreateStack({ StackName: 'shop', TemplateBody: templateOf(drawn) });
      await settle();
      expect(world.existing.size).toBe(drawn.filter((one) => one.present).length);
      await cfn.DeleteStack({ StackName: StackId });
      await settle();
      expect(world.existing.size).toBe(0);
      expect(violations).toEqual([]);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('an update from any template to any other ends with exactly what the other makes', async () => {
  await fc.assert(
    fc.asyncProperty(drawnThings, drawnThings, async (before, after) => {
      const { world, cfn, settle, status } = await start();
      await cfn.CreateStack({ StackName: 'shop', TemplateBody: templateOf(before) });
      await settle();
      await cfn.UpdateStack({ StackName: 'shop', TemplateBody: templateOf(after) }).catch((error: Error) => {
        expect(error.message).toBe('No updates are to be performed.');
      });
      await settle();
      expect(await status('shop')).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
      const fresh = await start();
      await fresh.cfn.CreateStack({ StackName: 'shop', TemplateBody: templateOf(after) });
      await fresh.settle();
      const generated = /(shop-T\d-)[A-Z0-9]{12}/g;
      const comparable = (one: Things) => shape(one).map((line) => line.replace(generated, '$1*'));
      expect(comparable(world)).toEqual(comparable(fresh.world));
    }),
    { numRuns: 60, seed: 2 },
  );
});

test('whichever step of an update fails, the stack is what it was before', async () => {
  await fc.assert(
    fc.asyncProperty(drawnThings, drawnThings, fc.nat(5), async (before, after, failAt) => {
      const { world, cfn, settle, status } = await start();
      await cfn.CreateStack({ StackName: 'shop', TemplateBody: templateOf(before) });
      await settle();
      const was = structuredClone([...world.existing].sort());
      let steps = 0;
      let failed = false;
      world.failing = (step) => {
        if (failed || step.startsWith('delete') || steps++ !== failAt) return undefined;
        failed = true;
        return new Error('injected');
      };
      await cfn.UpdateStack({ StackName: 'shop', TemplateBody: templateOf(after) }).catch(() => {});
      await settle();
      if (!failed) return;
      expect(await status('shop')).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect([...world.existing].sort()).toEqual(was);
      await cfn.UpdateStack({ StackName: 'shop', TemplateBody: templateOf(after) });
      await settle();
      expect(await status('shop')).toBe('UPDATE_COMPLETE');
      const { StackId } = (await cfn.DescribeStacks({ StackName: 'shop' })).Stacks![0]!;
      await cfn.DeleteStack({ StackName: StackId });
      await settle();
      expect(await status(StackId!)).toBe('DELETE_COMPLETE');
      expect(world.existing.size).toBe(0);
    }),
    { numRuns: 120, seed: 3 },
  );
});

test('whichever step of a creation fails, nothing is left; whichever step of a deletion fails, the next one ends it', async () => {
  await fc.assert(
    fc.asyncProperty(drawnThings, fc.nat(5), fc.nat(5), async (drawn, createAt, deleteAt) => {
      const { world, cfn, settle, status } = await start();
      const failing = (verb: string, at: number) => {
        let steps = 0;
        let failed = false;
        world.failing = (step) => {
          if (failed || !step.startsWith(verb) || steps++ !== at) return undefined;
          failed = true;
          return new Error('injected');
        };
        return () => failed;
      };
      const creationFailed = failing('create', createAt);
      const { StackId } = await cfn.CreateStack({ StackName: 'shop', TemplateBody: templateOf(drawn) });
      await settle();
      if (creationFailed()) {
        expect(await status('shop')).toBe('ROLLBACK_COMPLETE');
        expect(world.existing.size).toBe(0);
        return;
      }
      const deletionFailed = failing('delete', deleteAt);
      await cfn.DeleteStack({ StackName: 'shop' });
      await settle();
      expect(await status(StackId!)).toBe(deletionFailed() ? 'DELETE_FAILED' : 'DELETE_COMPLETE');
      await cfn.DeleteStack({ StackName: 'shop' });
      await settle();
      expect(await status(StackId!)).toBe('DELETE_COMPLETE');
      expect(world.existing.size).toBe(0);
    }),
    { numRuns: 60, seed: 4 },
  );
});
