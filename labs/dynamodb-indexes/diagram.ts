import type { DiagramHints } from '#labs/contract.ts';

/** Written on the left, indexed in the middle, read on the right. */
export const diagram: DiagramHints = {
  nodes: {
    Fill: { at: [0, 1] },
    Users: { at: [1, 1] },
    'Users/index/JoinedIndex': { at: [2.25, 0] },
    'Users/index/EmailIndex': { at: [2.25, 2] },
    Newest: { at: [3.25, 0] },
    List: { at: [3.25, 1] },
    Find: { at: [3.25, 2] },
  },
  order: ['Fill', 'Users', 'List', 'Users/index/JoinedIndex', 'Newest', 'Users/index/EmailIndex', 'Find'],
};
