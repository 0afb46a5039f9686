/** The tags of the workshop. Every resource of a lab carries all of them, on every target. */
export const TAG = {
  workshop: 'workshop',
  lab: 'workshop:lab',
  event: 'workshop:event',
  participant: 'workshop:participant',
  expires: 'workshop:expires',
} as const;

/** The value of the tag `workshop`. */
export const WORKSHOP = 'xuong-may';
/** The event of a lab that somebody runs for themselves, and the participant whose name nobody said. */
export const NONE = 'none';
/** When a lab goes that has no expiry. */
export const NEVER = 'never';

/** Whose a deployed lab is, and for how long. */
export interface Ownership {
  /** The event's id. */
  event?: string;
  participant?: string;
  /** When it deletes itself: `2026-11-21T06:00:00Z`. */
  expires?: string;
}

/** A lab's tags, by key. Nothing is left out: what is missing could not be told from what was never tagged. */
export function workshopTags(lab: string, { event = NONE, participant = NONE, expires = NEVER }: Ownership = {}): Record<string, string> {
  return {
    [TAG.workshop]: WORKSHOP,
    [TAG.lab]: lab,
    [TAG.event]: event,
    [TAG.participant]: participant,
    [TAG.expires]: expires,
  };
}

/** What a tag may hold: letters, digits, spaces and `_ . : / = + - @`, at most 256. Tagging AWS Resources User Guide. */
export function isTagValue(text: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(text);
}
