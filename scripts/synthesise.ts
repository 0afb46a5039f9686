import { App, type AppProps } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { LoadedLab } from './stage.ts';

/** Synthesises a lab for whoever deploys it without the CDK toolkit: its template, and its assets in `outdir`. */
export function synthesise(
  { lab, Stack }: Pick<LoadedLab, 'lab' | 'Stack'>,
  outdir: string,
  props: AppProps = {},
): CloudFormationStackArtifact {
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false, ...props });
  new Stack(app, lab.id, { lab: lab.id });
  return app.synth().stacks[0]!;
}
