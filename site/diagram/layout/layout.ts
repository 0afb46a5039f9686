import type { Scene } from '../scene.ts';
import type { Drawing } from './drawing.ts';
import { grid } from './grid.ts';
import { layered } from './layered.ts';
import { rails } from './rails.ts';

/** Wider than this, words in the column of a page become too small to read. */
export const WIDEST = 780;

/** A scene for desktop pages and for phones. */
export async function layout(scene: Scene): Promise<{ wide: Drawing; narrow: Drawing }> {
  return { wide: await wide(scene), narrow: rails(scene) };
}

/** By the hints' places; else from left to right, and from top to bottom where that would be too wide. */
async function wide(scene: Scene): Promise<Drawing> {
  if (scene.nodes.some(({ at }) => at !== undefined)) return grid(scene);
  const across = await layered(scene, 'RIGHT');
  if (across.view.width <= WIDEST) return across;
  const down = await layered(scene, 'DOWN');
  return down.view.width < across.view.width ? down : across;
}
