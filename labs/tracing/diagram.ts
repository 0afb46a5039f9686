import type { DiagramHints } from '#labs/contract.ts';

/** Whoever orders stands outside of the template. */
export const diagram: DiagramHints = {
  order: ['customer', 'OrdersApi', 'Orders', 'PricesApi', 'Prices', 'SupplierApi', 'Supplier'],
  actors: {
    customer: {
      name: { vi: 'Khách', en: 'Customer' },
      kind: { vi: 'POST /orders', en: 'POST /orders' },
      icon: 'computer',
      uses: [{ what: 'OrdersApi' }],
    },
  },
};
