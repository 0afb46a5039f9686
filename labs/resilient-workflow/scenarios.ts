import type { Scenario } from '#labs/contract.ts';
import { historyOf } from '#labs/executions.ts';
import { attemptsOf, attemptsTable } from './attempts.ts';
import { outcome, putIntoStock, someOrder, watch } from './orders.ts';

const MOST_CALLS = 10;

/** What the workflow makes of both branches. */
interface Prepared {
  items: { sku: string; from: string }[];
  invoice: { number: string; receipt: string };
}

export const scenarios: Scenario[] = [
  {
    id: 'shaky',
    says: { vi: 'Đường truyền đứt hai lần rồi thông', en: 'The line breaks twice, then holds' },
    async run(context) {
      const watched = await watch(context, someOrder(context, 'shaky'), MOST_CALLS);
      const text = `shaky: ${outcome(watched)}`;
      context.tell({ vi: text, en: text });
      context.show(attemptsTable(attemptsOf(await historyOf(context, watched.execution.executionArn!))));
    },
  },
  {
    id: 'roads',
    says: { vi: 'Bốn kiểu hỏng, mỗi kiểu một đường', en: 'Four ways to fail, each with a road of its own' },
    async run(context) {
      const rows = [];
      for (const card of ['unreachable', 'declined', 'over-limit', 'gift']) {
        const watched = await watch(context, someOrder(context, card), MOST_CALLS);
        const { status, error, output } = watched.execution;
        const result = error ?? (output === undefined ? '-' : `status: ${JSON.parse(output).status}`);
        rows.push({ cells: [card, String(watched.calls), status!, result] });
      }
      context.show({
        title: { vi: 'Thẻ, số lần gọi, kết cục', en: 'Card, calls, end' },
        columns: [
          { vi: 'Thẻ', en: 'Card' },
          { vi: 'Lần gọi', en: 'Calls' },
          { vi: 'Lần chạy', en: 'Execution' },
          { vi: 'Kết quả', en: 'Result' },
        ],
        rows,
      });
    },
  },
  {
    id: 'prepared',
    says: { vi: 'Hai nhánh song song, một món hết hàng', en: 'Two branches in parallel, one item out of stock' },
    async run(context) {
      const order = someOrder(context, 'good');
      await putIntoStock(context, order.items[0]!.sku, 10);
      const { execution } = await watch(context, order, MOST_CALLS);
      const { items, invoice }: Prepared = JSON.parse(execution.output!).prepared;
      context.show({
        title: { vi: 'Nhánh Items: từng món', en: 'The branch Items: item by item' },
        columns: [
          { vi: 'Món', en: 'Item' },
          { vi: 'Lấy từ', en: 'From' },
        ],
        rows: items.map(({ sku, from }) => ({ cells: [sku, from] })),
      });
      context.tell({ vi: `Nhánh Invoice: ${invoice.number}`, en: `The branch Invoice: ${invoice.number}` });
    },
  },
];
