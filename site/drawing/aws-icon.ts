import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The inside of an AWS architecture icon, 64 x 64 units, without its title. Throws when there is no such icon. */
export function awsIcon(name: string): string {
  return anyAwsIcon(`architecture-service/${name}`).inside;
}

/** Any icon of the set. */
export interface AwsIcon {
  /** In its own units. */
  viewBox: string;
  /** Without its title. What AWS draws in its dark ink takes the colour of the text around it. */
  inside: string;
}

/** An icon by its place in `aws-icons/icons`: `resource/User`. Throws when there is no such icon. */
export function anyAwsIcon(path: string): AwsIcon {
  const file = resolve('node_modules/aws-icons/icons', `${path}.svg`);
  if (!existsSync(file)) throw new Error(`there is no AWS icon "${path}" in ${file}`);
  const svg = readFileSync(file, 'utf8');
  return {
    viewBox: /viewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 64 64',
    inside: svg
      .replace(/<title>.*?<\/title>/, '')
      .replace(/^<svg[^>]*>|<\/svg>\s*$/g, '')
      .replace(/#(242f3e|232f3d)/gi, 'currentColor'),
  };
}
