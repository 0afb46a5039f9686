import type { Drill } from '#labs/contract.ts';
import { errorsOf, sumSince } from '../../alarms.ts';
import { linesAbout, logGroupOf, pay } from '../../payments.ts';

export const drill: Drill = {
  id: 'no-logs',
  title: { vi: 'Không có một dòng log nào', en: 'Not one line of log' },
  symptom: {
    vi: 'Cảnh báo kêu lúc nửa đêm: Charge hỏng. Bạn mở log để biết đơn nào, và không có log. Hàm vẫn được gọi, số đo Errors vẫn tăng, nhưng từ lần triển khai chiều qua ("bỏ bớt nhóm log, Lambda tự tạo mà") hàm không để lại một dòng nào.',
    en: 'The alarm goes off at midnight: Charge fails. You open its log to see which orders, and there is none. The function is called, its Errors go up, but since yesterday\'s deployment ("one log group less, Lambda makes it anyway") it has not left a single line.',
  },
  over: 'solution',
  async provoke(context) {
    const { tell, wait } = context;
    const since = context.now();
    const payment = await pay(context, 'broken');
    tell({ vi: `Charge: ${payment.status} ${payment.answer}`, en: `Charge: ${payment.status} ${payment.answer}` });
    await wait(3000);
    const errors = await sumSince(context, errorsOf(context), since);
    tell({ vi: `AWS/Lambda Errors trong phút này: ${errors}`, en: `AWS/Lambda Errors in this minute: ${errors}` });
    const group = await logGroupOf(context);
    const lines = await linesAbout(context, group, payment);
    const seen = typeof lines === 'string' ? lines : `${lines.length} / ${payment.orderId}`;
    tell({ vi: `${group} sau 3 giây: ${seen}`, en: `${group} after 3 seconds: ${seen}` });
  },
  fails: ['logged'],
  hints: [
    {
      vi: 'Hàm chạy và trả lời, nên mã của hàm không phải chỗ hỏng. Log do Lambda ghi, sau khi hàm xong, bằng quyền của vai trò mà hàm mang.',
      en: "The function runs and answers, so its code is not what is broken. Lambda writes the log, once the function is done, with the permissions of the function's role.",
    },
    {
      vi: 'Lambda tự tạo nhóm log thật, nếu vai trò có logs:CreateLogGroup. Xem vai trò ChargeRole trong stack.ts được làm gì.',
      en: 'Lambda does make the log group, if the role has logs:CreateLogGroup. See in stack.ts what ChargeRole may do.',
    },
    {
      vi: 'Không gì cả: không tạo nhóm, không tạo luồng (logs:CreateLogStream), không ghi (logs:PutLogEvents). Và không ghi được log thì Lambda không có chỗ nào để báo. Cấp quyền, hay tạo sẵn nhóm rồi chỉ cho ghi vào nhóm ấy?',
      en: 'Nothing: no group, no stream (logs:CreateLogStream), no lines (logs:PutLogEvents). And without a log Lambda has nowhere to complain. Grant them, or make the group beforehand and let the role write to that one alone?',
    },
    {
      vi: 'Cách của lab: tạo LogGroup trong stack, logGroup.grantWrite(role), đưa logGroup cho Charge (own: { role, logGroup }), và đặt lại MetricFilter trên nhóm ấy. --solve làm giúp bạn.',
      en: "The lab's way: make the LogGroup in the stack, logGroup.grantWrite(role), hand logGroup to Charge (own: { role, logGroup }), and put the MetricFilter back on it. --solve does it for you.",
    },
  ],
};
