import { effectiveInput } from '../data-flow.ts';
import type { Frame, Step } from '../frame.ts';

/** Runs branches side by side, each with the same input. Amazon States Language, "Parallel State". */
export async function enterParallel(frame: Frame): Promise<Step> {
  const input = await effectiveInput(frame);
  const branches = frame.state.Branches!.map((_, at) => ({ within: ['Branches', String(at)], input }));
  return { do: 'fork', branches, concurrency: branches.length };
}
