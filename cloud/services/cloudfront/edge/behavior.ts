import type { DefaultCacheBehavior } from '@aws-sdk/client-cloudfront';
import type { Distribution } from '../state.ts';

/** The behaviour for a path: the first whose pattern fits it, else the default one. */
export function behaviorFor({ config }: Pick<Distribution, 'config'>, path: string): DefaultCacheBehavior {
  return config.CacheBehaviors?.Items?.find(({ PathPattern }) => fits(PathPattern!, path)) ?? config.DefaultCacheBehavior!;
}

/** `*` stands for any characters, `?` for one; case matters; a leading slash may be left out. */
function fits(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/^\//, '').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^/${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(path);
}
