import type { DiagramHints } from '#labs/contract.ts';

/** The workflow in the middle; what it calls to its right. */
export const diagram: DiagramHints = {
  order: ['customer', 'Workflow', 'Validate', 'Orders', 'Placed', 'Inbox'],
  actors: {
    customer: {
      name: { vi: 'Bạn', en: 'You' },
      kind: { vi: 'đặt hàng', en: 'place orders' },
      icon: 'person',
      uses: [{ what: 'Workflow', label: { vi: 'StartExecution', en: 'StartExecution' } }],
    },
  },
};
