/** How large a drawing is shown, as a multiple of the window's width. */
export const LEAST = 0.5;
export const MOST = 6;
const STEP = 1.25;

export function clamped(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}

/** What a button or key asks for; undefined when it asks for nothing of this. */
export function zoomed(scale: number, asked: string): number | undefined {
  const change: Record<string, number> = {
    in: scale * STEP,
    '+': scale * STEP,
    '=': scale * STEP,
    out: scale / STEP,
    '-': scale / STEP,
    fit: 1,
    '0': 1,
  };
  return asked in change ? clamped(change[asked]!) : undefined;
}

/** How far to scroll so that what lies under a point stays under it. `at` is the point's distance from the view's edge, px. */
export function scrolledTo(scroll: number, at: number, from: number, to: number): number {
  return (scroll + at) * (to / from) - at;
}
