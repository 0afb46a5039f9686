/** A cell of the board: its mark, and what stands beside it. */
export type Cell = { state: 'done' | 'partly'; checks: string } | { state: 'deployed' | 'atWork' | 'failed' | 'absent' };

/** A room in which every mark of the board is to be seen. */
export const boardExample: readonly { name: string; cells: readonly Cell[]; minutes: number }[] = [
  {
    name: 'an',
    cells: [
      { state: 'done', checks: '7/7' },
      { state: 'done', checks: '7/7' },
    ],
    minutes: 3,
  },
  {
    name: 'binh',
    cells: [
      { state: 'done', checks: '7/7' },
      { state: 'partly', checks: '4/7' },
    ],
    minutes: 26,
  },
  { name: 'chi', cells: [{ state: 'deployed' }, { state: 'absent' }], minutes: 14 },
  { name: 'dung', cells: [{ state: 'failed' }, { state: 'absent' }], minutes: 6 },
  { name: 'giang', cells: [{ state: 'done', checks: '7/7' }, { state: 'atWork' }], minutes: 1 },
];

export const MARKS: Readonly<Record<Cell['state'], string>> = {
  done: '✓',
  partly: '◐',
  deployed: '●',
  atWork: '…',
  failed: '✗',
  absent: '–',
};
/** From so many minutes on, somebody may need help. */
export const LONG_IDLE = 20;
