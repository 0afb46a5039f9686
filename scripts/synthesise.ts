import { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { LoadedLab } from './stage.ts';

/** The stack a lab is deployed as, unless it is told another name. */
export function stackNameOf(labId: string): string {
  return `workshop-${labId}`;
}

/** Puts a lab's stack into an app, bound to no account or region unless the app's target says one. */
export function addLab(app: App, { lab, Stack }: LoadedLab, stackName = stackNameOf(lab.id)): void {
  new Stack(app, stackName, { lab: lab.id, stackName });
}

/** Synthesises a lab for whoever deploys it without the CDK toolkit: its template, and its assets in `outdir`. */
export function synthesise(loaded: LoadedLab, outdir: string, stackName?: string): CloudFormationStackArtifact {
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
  addLab(app, loaded, stackName);
  return app.synth().stacks[0]!;
}
