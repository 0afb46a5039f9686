import type { DiagramGroup } from '../graph.ts';
import type { Arrow, Scene, SceneNode } from '../scene.ts';

/** A scene with places, in user units, ready for SVG. The same in both languages: there is room for the longer text. */
export interface Drawing {
  /** Left, top, width, height of all of it. */
  view: Box;
  nodes: PlacedNode[];
  arrows: RoutedArrow[];
  groups: PlacedGroup[];
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export type Anchor = 'start' | 'middle' | 'end';

/** Words at a baseline, and the room they take. */
export interface Words {
  x: number;
  y: number;
  anchor: Anchor;
  box: Box;
}

export interface PlacedNode {
  node: SceneNode;
  /** The icon's centre. */
  x: number;
  y: number;
  name: Words;
  kind: Words;
}

export interface RoutedArrow {
  arrow: Arrow;
  /** From the arrow's `from` to its `to`, corners included. */
  points: Point[];
  label: Words | undefined;
}

export interface PlacedGroup {
  group: DiagramGroup;
  box: Box;
  label: Words;
}

export type { Arrow, Scene, SceneNode };

/** Half an icon. */
export const HALF = 24;
/** Between an icon and the end of an arrow. */
export const GAP = 7;

/** The line through the points, with corners rounded. */
export function pathOf(points: readonly Point[], radius = 8): string {
  const round = (value: number) => Math.round(value * 10) / 10;
  const text = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  const towards = (from: Point, to: Point, far: number): Point => {
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    return { x: from.x + ((to.x - from.x) / length) * far, y: from.y + ((to.y - from.y) / length) * far };
  };
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${text(point)}`;
      if (!after) return `L${text(point)}`;
      const r = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
      return `L${text(towards(point, before, r))}Q${text(point)} ${text(towards(point, after, r))}`;
    })
    .join('');
}

export const distance = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** Without points that lie on the way between their neighbours, or twice on one place. */
export function straightened(points: readonly Point[]): Point[] {
  const distinct = points.filter((point, index) => index === 0 || distance(point, points[index - 1]!) > 0.01);
  return distinct.filter((point, index) => {
    const [before, after] = [distinct[index - 1], distinct[index + 1]];
    if (!before || !after) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** A box around others, with room on every side. */
export function around(boxes: readonly Box[], room = 0): Box {
  const x = Math.min(...boxes.map((box) => box.x)) - room;
  const y = Math.min(...boxes.map((box) => box.y)) - room;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + room;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + room;
  return { x, y, width: right - x, height: bottom - y };
}

/** What an arrow's pieces cover. */
export function segmentsOf(points: readonly Point[], room = 0): Box[] {
  return points.slice(1).map((to, index) => {
    const from = points[index]!;
    return around(
      [
        { ...from, width: 0, height: 0 },
        { ...to, width: 0, height: 0 },
      ],
      room,
    );
  });
}

export const iconBox = ({ x, y }: Point): Box => ({ x: x - HALF, y: y - HALF, width: 2 * HALF, height: 2 * HALF });
