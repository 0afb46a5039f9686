import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layout, WIDEST } from '../diagram/layout/layout.ts';
import { clashes } from '../testing/clashes.ts';
import { eventDrawings } from './drawings.ts';

test.for(Object.entries(eventDrawings))('the drawing of %s has room for both languages, on wide pages and on phones', async ([, scene]) => {
  const { wide, narrow } = await layout(scene);
  for (const drawing of [wide, narrow]) {
    expect(clashes(drawing)).toEqual([]);
    expect(drawing.arrows).toHaveLength(scene.arrows.length);
  }
  expect(wide.view.width).toBeLessThanOrEqual(WIDEST);
  expect(narrow.view.width).toBeLessThanOrEqual(340);
  for (const { icon } of scene.nodes) expect(existsSync(`node_modules/aws-icons/icons/${icon}.svg`), icon).toBe(true);
});
