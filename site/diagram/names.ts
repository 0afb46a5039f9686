import type { TemplateResource } from './template.ts';

/** Words that a construct's own resource has as its last name. */
const own = /^(Resource|Default)$/;

/** A resource's place in the tree of constructs below its stack; its logical id without the hash, where the template has no paths. */
export function constructPath(id: string, { Metadata }: TemplateResource): string {
  const path = Metadata?.['aws:cdk:path'];
  if (typeof path !== 'string') return id.replace(/[0-9A-F]{8}$/, '') || id;
  const names = path
    .split('/')
    .slice(1)
    .filter((name) => !own.test(name));
  return names.join('/') || id;
}

/** What is written under a node: the last name of its path; as many more as tell it from the others. */
export function shortNames(paths: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...paths].map(([id, path]) => [
      id,
      shortest(
        path,
        [...paths].filter(([other]) => other !== id).map(([, each]) => each),
      ),
    ]),
  );
}

function shortest(path: string, others: readonly string[]): string {
  const names = path.split('/');
  const tail = (all: readonly string[], count: number) => all.slice(-count).join('/');
  const count = names.findIndex((_, index) => others.every((other) => tail(other.split('/'), index + 1) !== tail(names, index + 1))) + 1;
  return tail(names, count || names.length);
}
