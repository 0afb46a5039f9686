import type { DiagramHints } from '#labs/contract.ts';

/** Whoever calls the API stands outside of the template. */
export const diagram: DiagramHints = {
  order: ['caller', 'Api', 'Hello', 'PlaceOrder', 'Orders', 'GetOrder', 'AccessLog'],
  actors: {
    caller: {
      name: { vi: 'Người gọi', en: 'Caller' },
      kind: { vi: 'curl, trình duyệt', en: 'curl, a browser' },
      icon: 'computer',
      uses: [{ what: 'Api' }],
    },
  },
};
