import { alarms } from './alarms.ts';
import type { Benchmark } from './benchmark.ts';
import { cleanUp } from './clean-up.ts';
import { commandLine } from './command-line.ts';
import { eventPipeline } from './event-pipeline.ts';
import { gateway } from './gateway.ts';
import { labs } from './labs.ts';
import { pipeline } from './pipeline.ts';
import { queues } from './queues.ts';
import { services } from './services.ts';
import { site } from './site.ts';
import { tab } from './tab.ts';
import { workflows } from './workflows.ts';

/** Every benchmark, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [
  ...commandLine,
  ...pipeline,
  ...eventPipeline,
  ...services,
  ...queues,
  ...workflows,
  ...alarms,
  ...gateway,
  ...labs,
  ...cleanUp,
  ...tab,
  ...site,
];
