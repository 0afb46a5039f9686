import type { VariantKey } from '#labs/lab-pack.ts';
import type { WatchContext } from './context.ts';

/** How a stage or drill is called in the panel. */
export function variantName({ runner, t, say }: WatchContext, variant: VariantKey): string {
  const [kind, name = ''] = variant.split(':');
  if (kind === 'drill') return say(runner.about.drills.find(({ id }) => id === name)?.title ?? { vi: name, en: name });
  return name === 'start' || name === 'solution' ? t(`stage.${name}`, { stage: name }) : name;
}
