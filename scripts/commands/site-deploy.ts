import { setTimeout as wait } from 'node:timers/promises';
import { command, type World } from '../command.ts';
import type { Deployment } from '../deployment.ts';
import { ExitCode } from '../exit-code.ts';
import { say, step } from '../io/io.ts';
import { confirmAccount, openLabDeployment, targetOptions } from '../lab-options.ts';
import type { Changes } from '../site/publish.ts';
import { UserError } from '../user-error.ts';

/** Between two looks at an invalidation. */
const LOOK_MS = { local: 200, endpoint: 500, aws: 5000 } as const;

export const siteDeploy = command({
  name: 'site:deploy',
  summary: { vi: 'Đưa trang hướng dẫn lên S3 và CloudFront', en: 'Publish the site with S3 and CloudFront' },
  positionals: [],
  options: {
    ...targetOptions,
    domain: { type: 'string', help: 'option.domain', value: 'NAME' },
    certificate: { type: 'string', help: 'option.certificate', value: 'ARN' },
    from: { type: 'string', help: 'option.from', value: 'FOLDER' },
    all: { type: 'boolean', help: 'option.all', default: false },
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ domain: name, certificate, from, all, yes, ...values }, world) {
    const { io } = world;
    // Reason: loaded when needed, as the SDK and the CDK would slow down every other command.
    const { addressOf, builtFolder, readDomain, SITE, siteStack } = await import('../site/hosting.ts');
    const domain = readDomain(name, certificate);
    const given = from === undefined ? undefined : builtFolder(from);
    const { target, deployment } = await openLabDeployment(SITE, values, world);
    const { stackName: stack, caller } = deployment;
    if (target.kind === 'aws') say(io, 'site.about-to-deploy', { stack, ...caller, region: target.region });
    await confirmAccount(deployment, target, yes, world);
    const outputs = await step(io, 'site.deploying', { stack }, () => toldAsSite(deployment.deploy(siteStack(domain))));
    const address = addressOf(outputs, target);
    const folder = given ?? (await step(io, 'site.building', { url: address }, () => build(address, world)));
    const changes = await publish(folder, outputs, deployment, { all, lookMs: LOOK_MS[target.kind] }, world);
    if (domain) say(io, 'site.dns', { name: domain.name, target: outputs.DistributionDomain ?? '' });
    say(io, 'site.published', { url: address });
    const data = { stack, address, outputs, uploaded: changes.upload.map(({ key }) => key), removed: changes.remove };
    io.tell({ type: 'result', data: { ...data, invalidated: changes.invalidate } });
    return ExitCode.Ok;
  },
});

/** What a deployment says of labs, said of the site. */
async function toldAsSite<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError && error.key === 'deploy.stuck')
      throw new UserError('site.stuck', error.parameters, error.exitCode, error);
    throw error;
  }
}

async function build(url: string, { root, interrupted }: World): Promise<string> {
  const { buildSiteFor } = await import('../site/build.ts');
  return buildSiteFor(url, root, interrupted);
}

/** Brings the bucket in line with a folder: new files before the pages that name them, old ones away once no page does. */
async function publish(
  folder: string,
  { Bucket = '', Distribution = '' }: Record<string, string>,
  { aws }: Deployment,
  { all, lookMs }: { all: boolean; lookMs: number },
  { io }: World,
): Promise<Changes> {
  const [{ isNamedByContent, siteFiles }, { changesIn, invalidate, removeObjects, upload }] = await Promise.all([
    import('../site/site-files.ts'),
    import('../site/publish.ts'),
  ]);
  const files = await siteFiles(folder);
  const changes = await step(io, 'site.comparing', { count: files.length }, () => changesIn(aws, Bucket, files, all));
  const { upload: changed, remove, invalidate: paths } = changes;
  if (changed.length + remove.length === 0) say(io, 'site.unchanged', { count: files.length });
  if (changed.length > 0) {
    const kilobytes = Math.ceil(changed.reduce((sum, { bytes }) => sum + bytes, 0) / 1000);
    await step(io, 'site.uploading', { count: changed.length, total: files.length, kilobytes }, () => upload(aws, Bucket, changed));
  }
  const lasting = remove.filter(isNamedByContent);
  await removeObjects(
    aws,
    Bucket,
    remove.filter((key) => !isNamedByContent(key)),
  );
  if (paths.length > 0) {
    await step(io, 'site.invalidating', { count: paths.length }, () => invalidate(aws, Distribution, paths, () => wait(lookMs)));
  }
  // Reason: until now an edge may have held a page that names them.
  await removeObjects(aws, Bucket, lasting);
  if (remove.length > 0) say(io, 'site.removed', { count: remove.length });
  return changes;
}
