import type { Drill } from '#labs/contract.ts';
import { historyOf } from '#labs/executions.ts';
import { attemptsOf, attemptsTable } from '../../attempts.ts';
import { billTable } from '../../bill.ts';
import { outcome, someOrder, watch } from '../../orders.ts';

export const drill: Drill = {
  id: 'retries-for-ever',
  title: { vi: 'Một lần chạy không bao giờ dừng', en: 'An execution that never ends' },
  symptom: {
    vi: 'Một khách dùng thẻ đã báo mất. Đơn ấy chạy cả giờ chưa xong, hàm Pay bị gọi mấy nghìn lần, hóa đơn leo đều. Trong định nghĩa có Retry, có Catch.',
    en: 'A customer pays with a card reported stolen. The order has been running for an hour, Pay was invoked some thousand times, and the bill climbs. The definition has a Retry, and a Catch.',
  },
  async provoke(context) {
    const watched = await watch(context, someOrder(context, 'declined'), 8);
    const events = await historyOf(context, watched.execution.executionArn!);
    context.tell({ vi: outcome(watched), en: outcome(watched) });
    context.show(attemptsTable(attemptsOf(events)));
    if (watched.execution.status !== 'RUNNING') return;
    context.show(billTable(watched.calls, watched.ms, events.length));
    context.tell({ vi: 'Đã gọi StopExecution: không ai khác dừng nó', en: 'StopExecution called: nobody else would have stopped it' });
  },
  fails: ['bounded', 'by-name', 'bug-fails'],
  hints: [
    {
      vi: 'Nhìn cột chờ: 1, 1, 1 rồi 0. Ba lần thử lại rồi gọi lại ngay: một lượt Retry đã hết, một lượt mới bắt đầu. Ai bắt đầu nó?',
      en: 'Look at the pauses: 1, 1, 1, then 0. Three retries, then a call at once: one set of attempts was used up, a new one began. Who began it?',
    },
    {
      vi: 'Trong lịch sử, tìm TaskStateExited của Pay rồi TaskStateEntered ngay sau nó. State nào được vào?',
      en: "In the history, find Pay's TaskStateExited and the TaskStateEntered right after it. Which state is entered?",
    },
    {
      vi: 'Catch nhận States.ALL và dẫn về Pay. Vào lại một state thì bộ đếm của Retry về 0, nên MaxAttempts (không ghi thì là 3) chỉ giới hạn một vòng, không giới hạn số vòng. Thẻ mất thì vòng nào cũng mất.',
      en: 'Catch takes States.ALL and leads back to Pay. Entering a state again sets Retry back to 0, so MaxAttempts (3 when nobody writes it) bounds one round, not the number of rounds. And a stolen card is stolen in every round.',
    },
    {
      vi: 'Trong workflow.ts: Retry chỉ nhận ConnectionLost và các lỗi chóng qua của Lambda, có MaxAttempts, MaxDelaySeconds, JitterStrategy; Catch dẫn CardDeclined tới AskForAnotherCard (Pass, status DECLINED), lỗi chóng qua tới Unreachable (Fail, BankUnreachable); thêm TimeoutSeconds cho cả máy. --solve làm giúp bạn.',
      en: 'In workflow.ts: let Retry take only ConnectionLost and the passing errors of Lambda, with MaxAttempts, MaxDelaySeconds and JitterStrategy; let Catch lead CardDeclined to AskForAnotherCard (a Pass, status DECLINED) and the passing errors to Unreachable (a Fail, BankUnreachable); give the machine a TimeoutSeconds. --solve does it for you.',
    },
  ],
};
