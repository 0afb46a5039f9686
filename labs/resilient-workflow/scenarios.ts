import type { Scenario } from '#labs/contract.ts';
import { historyOf, historyTable } from '#labs/executions.ts';
import { attemptsOf, attemptsTable } from './attempts.ts';
import { outcome, someOrder, watch } from './orders.ts';

const MOST_CALLS = 10;

export const scenarios: Scenario[] = [
  {
    id: 'shaky',
    says: { vi: 'Đường truyền đứt hai lần rồi thông', en: 'The line breaks twice, then holds' },
    async run(context) {
      const watched = await watch(context, someOrder(context, 'shaky'), MOST_CALLS);
      const text = `shaky: ${outcome(watched)}`;
      context.tell({ vi: text, en: text });
      const events = await historyOf(context, watched.execution.executionArn!);
      context.show(attemptsTable(attemptsOf(events)));
      context.show(historyTable(events));
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
];
