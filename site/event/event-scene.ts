import type { Text } from '../../labs/contract.ts';
import { edgeId } from '../diagram/graph.ts';
import type { Arrow, Scene, SceneNode } from '../diagram/scene.ts';

/** Something in a drawing that no template describes. */
export interface Piece {
  id: string;
  called: Text;
  kind: Text;
  /** A file of `aws-icons/icons`. */
  icon: string;
  /** Column and row in the wide drawing; the narrow one goes by the order of the pieces. */
  at: readonly [number, number];
  group?: string;
}

/** From, to, words; `setting` is what is only looked at. */
export type Line = readonly [from: string, to: string, label?: Text, style?: 'data' | 'setting'];

/** A scene that is told and not read from a template. */
export function toldScene(pieces: readonly Piece[], lines: readonly Line[], groups: Scene['groups'] = []): Scene {
  return { nodes: pieces.map(nodeOf), arrows: lines.map(arrowOf), groups };
}

function nodeOf({ id, called, kind, icon, at, group }: Piece, rank: number): SceneNode {
  const unknown = { path: id, name: id, type: '', service: '', hidden: false, mark: 'same' } as const;
  return { ...unknown, id, called, kind, icon, group, at, rank };
}

function arrowOf([from, to, label, style = 'data']: Line): Arrow {
  const edge = {
    id: edgeId(from, to),
    from,
    to,
    kind: 'permission',
    label,
    reasons: [],
    setting: style === 'setting',
    drawn: true,
  } as const;
  return { edges: [{ ...edge, reasons: [] }], from, to, both: false, label, style, against: false };
}
