import type { Bilingual } from '../i18n/language.ts';

/** A lab's architecture as a drawing. */
export interface FlowDrawing {
  /** In the order in which data meets them. */
  nodes: readonly FlowNode[];
  edges: readonly FlowEdge[];
  /** What dotted connections are, where there are any. */
  knobs?: Bilingual;
}

/** A part of the drawn architecture. `wide` and `narrow` are places in a grid, column and row. */
export interface FlowNode {
  id: string;
  kind: Bilingual;
  /** A file of `aws-icons/icons/architecture-service`. */
  icon: string;
  wide: [number, number];
  narrow: [number, number];
}

/** `data` carries what the lab works on, `knob` is only looked at. `missingAt` names the stages without it. */
export interface FlowEdge {
  from: string;
  to: string;
  kind: 'data' | 'knob';
  label?: Bilingual;
  missingAt: readonly string[];
}
