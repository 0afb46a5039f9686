import type { Drill } from '#labs/contract.ts';
import { ending, historyOf, historyTable, run, someOrder } from '../../orders.ts';

export const drill: Drill = {
  id: 'lost-output',
  title: { vi: 'Bước sau không nhận được gì', en: 'The next step gets nothing' },
  symptom: {
    vi: 'Validate xong, log của nó in đủ đơn hàng. Process hỏng ngay: không có $.orderId trong đầu vào.',
    en: 'Validate succeeds, and its log has the whole order. Process fails at once: there is no $.orderId in its input.',
  },
  async provoke(context) {
    const execution = await run(context, someOrder(context));
    context.tell({ vi: ending(execution), en: ending(execution) });
    context.show(historyTable(await historyOf(context, execution.executionArn!)));
  },
  fails: ['refused', 'saved'],
  hints: [
    {
      vi: 'Log nói hàm đã *thấy* gì. Điều quyết định là hàm đã *trả về* gì: tìm TaskStateExited của Validate trong lịch sử.',
      en: "The log says what the function *saw*. What counts is what it *returned*: find Validate's TaskStateExited in the history.",
    },
    {
      vi: 'Nhìn dấu ngoặc kép: đầu ra bắt đầu bằng { hay bằng "? Một chuỗi thì có trường nào không?',
      en: 'Mind the quotes: does the output begin with { or with "? Which fields does a string have?',
    },
    {
      vi: 'Lambda tự mã hóa kết quả thành JSON. Nếu hàm đã mã hóa trước đó, kết quả bị mã hóa hai lần.',
      en: 'Lambda encodes a result as JSON by itself. If the function did so before, it is encoded twice.',
    },
    {
      vi: 'Trong functions/validate.ts, bỏ JSON.stringify ở mọi return, và khai kiểu trả về là Promise<Validated>. --solve làm giúp bạn.',
      en: 'In functions/validate.ts drop JSON.stringify from every return, and declare the result as Promise<Validated>. --solve does it for you.',
    },
  ],
};
