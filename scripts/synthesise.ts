import { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { LoadedLab } from './stage.ts';

/** Synthesises a lab for whoever deploys it without the CDK toolkit: its template, and its assets in `outdir`. */
export function synthesise({ lab, Stack }: LoadedLab, outdir: string): CloudFormationStackArtifact {
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
  new Stack(app, lab.id, { lab: lab.id });
  return app.synth().stacks[0]!;
}
