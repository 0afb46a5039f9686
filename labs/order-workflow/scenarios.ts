import type { Scenario } from '#labs/contract.ts';
import { ending, historyOf, historyTable, run, someOrder } from './orders.ts';

export const scenarios: Scenario[] = [
  {
    id: 'order',
    says: { vi: 'Chạy một đơn hợp lệ và xem dữ liệu đi qua từng bước', en: 'Run a valid order and watch its data go from step to step' },
    async run(context) {
      const execution = await run(context, someOrder(context));
      context.tell({ vi: ending(execution), en: ending(execution) });
      context.show(historyTable(await historyOf(context, execution.executionArn!)));
    },
  },
  {
    id: 'invalid',
    says: { vi: 'Chạy một đơn có số lượng âm', en: 'Run an order with a negative quantity' },
    async run(context) {
      const order = someOrder(context);
      const execution = await run(context, { ...order, items: [{ ...order.items[0]!, quantity: -1 }] });
      context.tell({ vi: ending(execution), en: ending(execution) });
      context.show(historyTable(await historyOf(context, execution.executionArn!)));
    },
  },
];
