const GAP = 8;
const EDGE = 16;

/** Where a box of a size goes: below `anchor`, or above it when there is more room, never beyond the window. */
export function placeOf(
  anchor: { left: number; top: number; bottom: number },
  size: { width: number; height: number },
  window: { width: number; height: number },
): { left: number; top: number } {
  const left = Math.max(EDGE, Math.min(anchor.left, window.width - size.width - EDGE));
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - size.height;
  return { left, top: below + size.height + EDGE <= window.height || above < EDGE ? below : above };
}

/** Puts a fixed box beside a place in the window. */
export function placeBeside(box: HTMLElement, anchor: DOMRect): void {
  const { left, top } = placeOf(anchor, box.getBoundingClientRect(), { width: document.documentElement.clientWidth, height: innerHeight });
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
