import type { Text } from '../../../labs/contract.ts';
import type { SceneNode } from '../scene.ts';
import type { Anchor, Words } from './drawing.ts';

/** Sizes in the drawing, as the page's style sets them; `line` from one baseline to the next. */
export const sizes = {
  name: { size: 13.5, bold: true, line: 16 },
  kind: { size: 12, bold: false, line: 16 },
  label: { size: 12, bold: false, line: 15 },
} as const;
export type Size = keyof typeof sizes;

/** Widths of Be Vietnam Pro in ems, a little generously; marks above and below take no room. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[iljI.,:;'|!()[\] ]/, 0.31],
  [/[ftr/-]/, 0.41],
  [/[mwMW@%—]/, 0.94],
  [/[A-Z0-9→]/, 0.69],
];

export function widthOf(text: string, size: Size): number {
  const { size: px, bold } = sizes[size];
  const letters = [...text.normalize('NFD').replace(/\p{M}/gu, '')];
  const ems = letters.reduce((sum, letter) => sum + (widths.find(([pattern]) => pattern.test(letter))?.[1] ?? 0.585), 0);
  return Math.ceil(ems * px * (bold ? 1.06 : 1));
}

/** Room for a text in either language. */
export function roomOf(text: Text | undefined, size: Size): number {
  return text ? Math.max(widthOf(text.vi, size), widthOf(text.en, size)) : 0;
}

export function wordsAt(x: number, y: number, anchor: Anchor, width: number, size: Size): Words {
  const { size: px } = sizes[size];
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return { x, y, anchor, box: { x: left, y: y - px * 0.92, width, height: px * 1.2 } };
}

/** What stands under a node's icon: its name in code, or what the hints call it. */
export const nameOf = (node: SceneNode): Text => node.called ?? { vi: node.name, en: node.name };

/** Name and kind below an icon whose centre is at x, y. */
export function below(node: SceneNode, x: number, y: number): { name: Words; kind: Words } {
  return {
    name: wordsAt(x, y + 41, 'middle', roomOf(nameOf(node), 'name'), 'name'),
    kind: wordsAt(x, y + 57, 'middle', roomOf(node.kind, 'kind'), 'kind'),
  };
}

/** Name and kind to the right of an icon. */
export function beside(node: SceneNode, x: number, y: number): { name: Words; kind: Words } {
  return {
    name: wordsAt(x + 34, y - 2, 'start', roomOf(nameOf(node), 'name'), 'name'),
    kind: wordsAt(x + 34, y + 15, 'start', roomOf(node.kind, 'kind'), 'kind'),
  };
}
