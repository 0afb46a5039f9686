import type { Drill } from '#labs/contract.ts';
import { greeted, someName } from '../../greeting.ts';

export const drill: Drill = {
  id: 'not-granted',
  title: { vi: 'Không ai được chào nữa', en: 'Nobody is greeted any more' },
  symptom: {
    vi: 'Từ lần triển khai sáng nay, gọi Greet lần nào cũng nhận về lỗi. Triển khai thì xanh.',
    en: 'Since the deployment of this morning every call of Greet comes back with an error. The deployment itself was green.',
  },
  async provoke(context) {
    const answer = await greeted(context, someName(context));
    context.tell({ vi: `Greet trả lời: ${answer}`, en: `Greet answers: ${answer}` });
  },
  fails: ['greets'],
  hints: [
    {
      vi: 'Câu lỗi có bốn phần: ai, muốn làm gì, trên cái gì, và vì sao không được. Đọc hết câu.',
      en: 'The error has four parts: who, wants to do what, to what, and why not. Read it to its end.',
    },
    {
      vi: 'Vai trò của Greet chỉ được ghi log. Ai cho nó ghi vào bảng? Xem vùng grant trong stack.ts.',
      en: 'The role of Greet may write its log and nothing else. Who lets it write to the table? See the region grant in stack.ts.',
    },
    {
      vi: 'greetings.grant(greet, "dynamodb:PutItem"). --solve làm giúp bạn.',
      en: 'greetings.grant(greet, "dynamodb:PutItem"). --solve does it for you.',
    },
  ],
};
