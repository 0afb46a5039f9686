/** A fence as it stands in a page's source, at any depth of lists, tabs and steps. */
export interface SourceFence {
  /** The words after the back-ticks: `sh run fails`. */
  info: string;
  /** Where its first back-ticks stand, from 1. */
  line: number;
  /** What stands inside, as written; the first is at `line + 1`. */
  lines: string[];
  closed: boolean;
}

/** Every fence of a source, in order. */
export function sourceFences(source: string): SourceFence[] {
  const fences: SourceFence[] = [];
  let open: { fence: SourceFence; ticks: string } | undefined;
  source.split('\n').forEach((text, index) => {
    const [, ticks, info = ''] = /^\s*(`{3,})(.*)$/.exec(text) ?? [];
    if (open) {
      if (ticks === open.ticks && info.trim() === '') {
        open.fence.closed = true;
        open = undefined;
      } else open.fence.lines.push(text);
    } else if (ticks) {
      open = { ticks, fence: { info: info.trim(), line: index + 1, lines: [], closed: false } };
      fences.push(open.fence);
    }
  });
  return fences;
}
