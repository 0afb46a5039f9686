import type { DiagramHints } from '#labs/contract.ts';

/** Whoever orders stands outside of the template; the way goes to the right and, a row below, back. */
export const diagram: DiagramHints = {
  order: ['customer', 'OrdersApi', 'Orders', 'PricesApi', 'Prices', 'SupplierApi', 'Supplier'],
  nodes: {
    OrdersApi: { at: [1, 0] },
    Orders: { at: [2, 0] },
    PricesApi: { at: [3, 0] },
    Prices: { at: [3, 1] },
    SupplierApi: { at: [2, 1] },
    Supplier: { at: [1, 1] },
  },
  actors: {
    customer: {
      name: { vi: 'Khách', en: 'Customer' },
      kind: { vi: 'POST /orders', en: 'POST /orders' },
      icon: 'computer',
      at: [0, 0],
      uses: [{ what: 'OrdersApi' }],
    },
  },
};
