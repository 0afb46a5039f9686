import type { Drill } from '#labs/contract.ts';
import { ending, run, someOrder } from '../../orders.ts';

export const drill: Drill = {
  id: 'publish-denied',
  title: { vi: 'Bước báo tin bị từ chối', en: 'The notification is denied' },
  symptom: {
    vi: 'Đơn đã nằm trong bảng, lần chạy vẫn FAILED ở Notify: không được sns:Publish.',
    en: 'The order is in the table, yet the execution is FAILED at Notify: not authorized to perform sns:Publish.',
  },
  async provoke(context) {
    const execution = await run(context, someOrder(context));
    context.tell({ vi: ending(execution), en: ending(execution) });
  },
  fails: ['notified'],
  hints: [
    {
      vi: 'Đọc trọn câu lỗi: nó nêu tên người gọi (User: …assumed-role/…). Đó là vai trò nào?',
      en: 'Read the whole message: it names the caller (User: …assumed-role/…). Which role is that?',
    },
    {
      vi: 'Trong stack.ts có một dòng cho phép publish. Nó cho phép ai?',
      en: 'There is a line in stack.ts that permits publishing. Whom does it permit?',
    },
    {
      vi: 'Notify không chạy hàm nào: chính Step Functions gọi SNS, bằng vai trò của máy trạng thái.',
      en: "Notify runs no function: Step Functions itself calls SNS, with the state machine's role.",
    },
    {
      vi: 'Đổi placed.grantPublish(validate) thành placed.grantPublish(role). --solve làm giúp bạn.',
      en: 'Turn placed.grantPublish(validate) into placed.grantPublish(role). --solve does it for you.',
    },
  ],
};
