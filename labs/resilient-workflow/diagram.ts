import type { DiagramHints } from '#labs/contract.ts';

/** Who is asked about money to the right, who is asked about goods below. */
export const diagram: DiagramHints = {
  order: ['customer', 'Workflow', 'Pay', 'Payments', 'Stock'],
  nodes: { Workflow: { at: [1, 0] }, Pay: { at: [2, 0] }, Payments: { at: [3, 0] }, Stock: { at: [2, 1] } },
  actors: {
    customer: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'đặt hàng', en: 'place orders' },
      icon: 'person',
      at: [0, 0],
      uses: [{ what: 'Workflow', label: { vi: 'StartExecution', en: 'StartExecution' } }],
    },
  },
};
