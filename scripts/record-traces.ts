/** Records the traces that the pages show: `node scripts/record-traces.ts tracing`. Deploys the lab to a cloud of its own. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BatchGetTracesCommand, GetServiceGraphCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray';
import type { Part } from '#labs/traces.ts';
import { labInTest } from './lab-in-test.ts';
import type { Variant } from './stage-files.ts';

const VARIANTS: Readonly<Record<string, Variant>> = {
  traced: { stage: 'traced' },
  solution: {},
  'broken-trace': { drill: 'broken-trace' },
};
const OUTPUTS = ['Orders', 'Prices', 'Supplier'];
const FOLDER = path.resolve(import.meta.dirname, '../site/traces/recorded');
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const [id = 'tracing'] = process.argv.slice(2);
for (const [name, variant] of Object.entries(VARIANTS)) {
  const lab = await labInTest(id);
  try {
    const { outputs, fetch } = await lab.deploy(variant);
    const send = (sampled: 0 | 1) =>
      fetch(`${outputs.Url}orders`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Amzn-Trace-Id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${crypto.randomUUID().replaceAll('-', '').slice(8)};Sampled=${sampled}`,
        },
        body: '{"item":"coffee","quantity":2}',
      });
    // Reason: what is shown is an order of every day, without cold starts.
    await (await send(0)).text();
    await wait(4000);
    const since = Date.now();
    await (await send(1)).text();
    await wait(3000);
    const xray = new XRayClient(lab.clientConfiguration());
    const range = { StartTime: new Date(since), EndTime: new Date() };
    const { TraceSummaries = [] } = await xray.send(new GetTraceSummariesCommand(range));
    const TraceIds = TraceSummaries.map(({ Id }) => Id!);
    const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds }));
    const { Services = [] } = await xray.send(new GetServiceGraphCommand(range));
    const recording = {
      lab: id,
      recorded: new Date().toISOString().slice(0, 10),
      names: Object.fromEntries(OUTPUTS.map((output) => [outputs[output]!, output])),
      traces: Traces.map(({ Id, Segments = [] }) => ({
        id: Id!,
        segments: Segments.map(({ Document }) => shortened(JSON.parse(Document!))).filter(({ inferred }) => !inferred),
      })),
      services: Services.map(({ ReferenceId, Name, Type, SummaryStatistics, Edges = [] }) => ({
        ReferenceId,
        Name,
        Type,
        SummaryStatistics,
        Edges: Edges.map((edge) => ({ ReferenceId: edge.ReferenceId, SummaryStatistics: edge.SummaryStatistics })),
      })),
    };
    writeFileSync(path.join(FOLDER, `${id}-${name}.json`), `${JSON.stringify(recording, undefined, 1)}\n`);
    console.log(name, recording.traces.length, 'traces', lab.faults);
  } finally {
    await lab.close();
  }
}

/** A segment in what a picture shows of it. */
function shortened({
  id,
  name,
  start_time,
  end_time,
  parent_id,
  type,
  origin,
  namespace,
  inferred,
  error,
  fault,
  throttle,
  annotations,
  subsegments,
}: Part): Part {
  return JSON.parse(
    JSON.stringify({
      id,
      name,
      start_time,
      end_time,
      parent_id,
      type,
      origin,
      namespace,
      inferred,
      error,
      fault,
      throttle,
      annotations,
      subsegments: subsegments?.map(shortened),
    }),
  );
}
