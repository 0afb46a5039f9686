import type { DiagramHints } from '#labs/contract.ts';

export const diagram: DiagramHints = {
  edges: { 'Audit--GivenUp': { label: { vi: 'bỏ cuộc', en: 'given up' } } },
  order: ['Users', 'Audit', 'Trail', 'GivenUp'],
};
