import { existsSync, globSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DiagramHints } from '../../labs/contract.ts';
import { WIDEST } from '../diagram/layout/layout.ts';
import { graphOf } from '../diagram/read-graph.ts';
import { references, type Template } from '../diagram/template.ts';
import { clashes } from '../testing/clashes.ts';
import { drawLab } from './lab-diagram.ts';
import { type LabTemplates, labTemplates, prepareTemplates } from './lab-templates.ts';

const labs = globSync('labs/*/lab.ts')
  .map((path) => basename(dirname(path)))
  .sort();
const known = new Map<string, { templates: LabTemplates; hints: DiagramHints }>();

beforeAll(async () => {
  await prepareTemplates();
  for (const id of labs) {
    const file = resolve('labs', id, 'diagram.ts');
    const hints: DiagramHints = existsSync(file) ? (await import(pathToFileURL(file).href)).diagram : {};
    known.set(id, { templates: await labTemplates(id), hints });
  }
});

/** Without one resource, as if its author had forgotten it. */
const without = ({ Resources }: Template, id: string): Template => ({
  Resources: Object.fromEntries(Object.entries(Resources).filter(([key]) => key !== id)),
});

describe.each(labs)('%s', (id) => {
  const lab = () => known.get(id)!;

  test('every event source mapping of every stage is a drawn arrow', () => {
    for (const [stage, template] of Object.entries(lab().templates)) {
      const { edges } = graphOf(template);
      const mappings = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::EventSourceMapping');
      for (const [mapping, { Properties }] of mappings) {
        const [from] = references(Properties?.EventSourceArn);
        const [to] = references(Properties?.FunctionName);
        expect(
          edges.find((edge) => edge.from === from && edge.to === to),
          `${stage}: ${mapping}`,
        ).toMatchObject({ kind: 'deliver', drawn: true });
      }
    }
  });

  test('an arrow goes with the resources that say it', () => {
    for (const [stage, template] of Object.entries(lab().templates)) {
      for (const { id: edge, reasons } of graphOf(template).edges) {
        for (const { resource } of reasons) {
          const left = graphOf(without(template, resource)).edges.find((other) => other.id === edge);
          expect(left?.reasons.map((reason) => reason.resource) ?? [], `${stage}: ${edge}`).not.toContain(resource);
        }
        const bare = reasons.reduce((rest, { resource }) => without(rest, resource), template);
        expect(
          graphOf(bare).edges.map((other) => other.id),
          `${stage}: ${edge}`,
        ).not.toContain(edge);
      }
    }
  });

  test('nothing in its drawings stands on something else, and they fit a page', async () => {
    const { templates, hints } = lab();
    for (const stage of Object.keys(templates)) {
      for (const compare of [undefined, 'solution']) {
        const { wide, narrow } = await drawLab(id, templates, hints, stage, compare);
        expect(clashes(wide), `${stage}, wide`).toEqual([]);
        expect(clashes(narrow), `${stage}, narrow`).toEqual([]);
        // Wider drawings need places in the lab's diagram.ts.
        expect(wide.view.width, stage).toBeLessThanOrEqual(WIDEST);
        expect(narrow.view.width, stage).toBeLessThanOrEqual(340);
      }
    }
  });

  test('the same template gives the same drawing', async () => {
    const { templates, hints } = lab();
    const again: LabTemplates = structuredClone(templates);
    expect(await drawLab(id, again, hints, 'solution')).toEqual(await drawLab(id, templates, hints, 'solution'));
  });
});

describe('drawLab', () => {
  test('says which file speaks of what no stage has', async () => {
    const { templates } = known.get('leda')!;
    const hints: DiagramHints = { nodes: { Genrator: { hidden: true } }, edges: { 'State--StatTable': { setting: true } } };
    await expect(drawLab('leda', templates, hints, 'solution')).rejects.toThrow(
      'labs/leda/diagram.ts speaks of Genrator, StatTable, which no stage of the lab has. There are: IncomingDataStream, StateTable,',
    );
    await expect(drawLab('leda', templates, {}, 'end')).rejects.toThrow('labs/leda has no stage "end". Stages: start, connected, solution');
  });

  test('what a stage lacks beside another is marked, and is in the list', async () => {
    const { templates, hints } = known.get('leda')!;
    const { lacks, adds, wide, edges } = await drawLab('leda', templates, hints, 'start', 'solution');
    expect([lacks, adds]).toEqual([true, false]);
    const lacking = ['IncomingDataStream → State', 'StateTable → Map', 'ReduceTable → Reduce', 'Reduce → AggregateTable'];
    expect(
      edges
        .filter(({ mark }) => mark === 'lacking')
        .map(({ from, to }) => `${from.name} → ${to.name}`)
        .sort(),
    ).toEqual(lacking.sort());
    expect(wide.arrows.filter(({ arrow }) => arrow.style === 'lacking')).toHaveLength(4);
    const back = await drawLab('leda', templates, hints, 'solution', 'start');
    expect([back.lacks, back.adds]).toEqual([false, true]);
  });
});

test('a lab that cannot be synthesised is told with the reason', async () => {
  await expect(labTemplates('no-such-lab')).rejects.toThrow(/could not be synthesised: labs\/no-such-lab: /);
});
