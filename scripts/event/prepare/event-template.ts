import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { EventStack } from '#cdk/event-stack.ts';
import { eventStackName } from '../cleanup/read-stacks.ts';
import type { EventFile } from '../event.ts';

/** The template of the event's own stack: the same in every account, so it is synthesised once. */
export function eventTemplate({ id, regions, budget, participantsFrom }: EventFile): string {
  // Reason: the template is validated by its test; here it would take longer than all the rest.
  process.env.CDK_VALIDATION = 'false';
  const outdir = mkdtempSync(path.join(tmpdir(), 'event-stack-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
    const { usdPerParticipant: usd, notify } = budget;
    const stack = new EventStack(app, 'Event', {
      stackName: eventStackName(id),
      event: id,
      regions,
      ...(participantsFrom === undefined ? {} : { assumedBy: participantsFrom }),
      budget: { usd, ...(notify === undefined ? {} : { notify }) },
    });
    return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
