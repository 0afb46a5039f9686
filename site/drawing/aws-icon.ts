import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The inside of an AWS architecture icon, 64 x 64 units, without its title. Throws when there is no such icon. */
export function awsIcon(name: string): string {
  const file = resolve('node_modules/aws-icons/icons/architecture-service', `${name}.svg`);
  if (!existsSync(file)) throw new Error(`there is no AWS icon "${name}" in ${file}`);
  return readFileSync(file, 'utf8')
    .replace(/<title>.*?<\/title>/, '')
    .replace(/^<svg[^>]*>|<\/svg>\s*$/g, '');
}
