import { PutTraceSegments } from './PutTraceSegments.ts';
import { GetSamplingRules, GetSamplingTargets } from './sampling.ts';
import { BatchGetTraces, GetServiceGraph, GetTraceGraph, GetTraceSummaries } from './traces.ts';

/** Every operation of X-Ray that this cloud has. */
export const operations = {
  PutTraceSegments,
  GetTraceSummaries,
  BatchGetTraces,
  GetServiceGraph,
  GetTraceGraph,
  GetSamplingRules,
  GetSamplingTargets,
};
