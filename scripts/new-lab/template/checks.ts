import type { Check } from '#labs/contract.ts';
import { forget, greeted, remembered, someName } from './greeting.ts';

export const checks: Check[] = [
  {
    id: 'greets',
    says: { vi: 'Hàm Greet chào bằng tên', en: 'Greet greets by name' },
    hint: { vi: 'Đọc log của Greet: nó dừng ở đâu, vì sao?', en: 'Read the log of Greet: where does it stop, and why?' },
    async run(context) {
      const name = someName(context);
      // Reason: on AWS a new permission takes a moment until it is known everywhere.
      await context.eventually(async () => context.equal(await greeted(context, name), `Xin chào, ${name}!`), { within: 2000 });
      await forget(context, name);
    },
  },
  {
    id: 'remembers',
    says: { vi: 'Bảng Greetings nhớ người đã được chào', en: 'The table Greetings remembers who was greeted' },
    hint: { vi: 'Hàm có ghi vào bảng trước khi trả lời không?', en: 'Does the function write to the table before it answers?' },
    needs: ['greets'],
    async run(context) {
      const name = someName(context);
      const greeting = await greeted(context, name);
      context.equal(await remembered(context, name), greeting);
      await forget(context, name);
    },
  },
];
