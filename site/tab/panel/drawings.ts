import type { Language } from '../../i18n/language.ts';

/** A stage of a lab as it is drawn, made at build time. */
export interface StageDrawing {
  /** SVG for windows with room, and for phones. */
  wide: string;
  narrow: string;
  /** Edge (`<from>--<to>`) -> the logical ids that make it: an event source mapping, a policy. */
  edges: Record<string, string[]>;
}
export type LabDrawings = Record<string, StageDrawing>;

export async function loadDrawings(lab: string, language: Language): Promise<LabDrawings> {
  const address = `/drawings/${lab}.${language}.json`;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json() as Promise<LabDrawings>;
}
