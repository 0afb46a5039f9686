import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Ownership } from '#cdk/workshop-tags.ts';
import { type DirectDeployment, deployDirectly } from '../deploy-directly.ts';
import type { LoadedLab } from '../stage.ts';

/** Deploys a lab as a participant would have it, with their tags, without the toolkit. Resolves with the stack's name. */
export async function deployLab({ lab, Stack }: LoadedLab, ownership: Ownership, place: DirectDeployment): Promise<string> {
  process.env.CDK_VALIDATION = 'false';
  const outdir = mkdtempSync(path.join(tmpdir(), `${lab.id}-`));
  const stackName = `workshop-${lab.id}`;
  try {
    const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
    new Stack(app, stackName, { lab: lab.id, stackName, ownership });
    await deployDirectly(app.synth().getStackByName(stackName), place);
    return stackName;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
