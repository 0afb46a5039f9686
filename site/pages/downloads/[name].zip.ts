import type { APIRoute, GetStaticPaths } from 'astro';
import { labPackage, packageName } from '../../downloads/lab-package.ts';
import { zip } from '../../downloads/zip.ts';
import { allLabs, labModules } from '../../labs/lab-modules.ts';
import { labManifest } from '../../labs/labs.ts';

/** Every lab at every stage, to take along. */
export const getStaticPaths = (() =>
  allLabs().flatMap(({ id, stages }) =>
    stages.map((stage) => ({ params: { name: packageName(id, stage) }, props: { id, stage } })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ id: string; stage: string }> = ({ props: { id, stage } }) => {
  const bytes = zip(packageName(id, stage), labPackage(labManifest(id, labModules), stage, process.cwd()));
  return new Response(bytes, { headers: { 'content-type': 'application/zip' } });
};
