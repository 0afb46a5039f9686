import type { Scenario } from '#labs/contract.ts';
import { forget, greeted, remembered } from './greeting.ts';

export const scenarios: Scenario[] = [
  {
    id: 'three-people',
    says: { vi: 'Chào ba người, rồi xem bảng nhớ gì', en: 'Greet three people, then look at what the table remembers' },
    async run(context) {
      const rows: { cells: string[] }[] = [];
      for (const name of ['Lan', 'Minh', 'Mai']) {
        const greeting = await greeted(context, name);
        rows.push({ cells: [name, greeting, await remembered(context, name)] });
        await forget(context, name);
      }
      context.show({
        title: { vi: 'Lời chào', en: 'Greetings' },
        columns: [
          { vi: 'Tên', en: 'Name' },
          { vi: 'Trả lời', en: 'Answer' },
          { vi: 'Trong bảng', en: 'In the table' },
        ],
        rows,
      });
    },
  },
];
