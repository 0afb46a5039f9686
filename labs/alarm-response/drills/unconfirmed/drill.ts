import type { Drill } from '#labs/contract.ts';
import { addressesOf, alarmsOn, errorsOf, historyOf, incidentsOf, setState } from '../../alarms.ts';

export const drill: Drill = {
  id: 'unconfirmed',
  title: { vi: 'Cảnh báo kêu, thư không đến', en: 'The alarm goes off, and no mail comes' },
  symptom: {
    vi: 'Hôm qua ca trực đổi sang một địa chỉ email mới, triển khai xanh. Đêm qua cảnh báo sang ALARM, bảng Incidents có dòng sự cố, mà hộp thư của ca trực không có thư cảnh báo nào. Sáng nay bạn diễn tập lại: vẫn thế.',
    en: 'Yesterday those on call moved to a new e-mail address, and the deployment was green. Last night the alarm went to ALARM and the table Incidents has its line, but no alarm came by mail. This morning you rehearse it: the same again.',
  },
  over: 'solution',
  async provoke(context) {
    const { eventually, fail, tell } = context;
    const [alarm] = await alarmsOn(context, errorsOf(context));
    const AlarmName = alarm?.AlarmName ?? fail('DescribeAlarmsForMetric: 1', 'DescribeAlarmsForMetric: 0');
    await setState(context, AlarmName, 'OK');
    const since = context.now();
    await setState(context, AlarmName, 'ALARM');
    const incident = await eventually(async () => {
      const [last] = (await incidentsOf(context, AlarmName, since - 1000)).slice(-1);
      return last ?? fail('1', '0');
    });
    const action = (await historyOf(context, AlarmName)).findLast(({ HistoryItemType }) => HistoryItemType === 'Action');
    tell({ vi: `Lịch sử cảnh báo: ${action?.HistorySummary}`, en: `The alarm's history: ${action?.HistorySummary}` });
    tell({ vi: `Incidents: ${incident.changedAt} ${incident.change}`, en: `Incidents: ${incident.changedAt} ${incident.change}` });
    for (const { address } of await addressesOf(context))
      tell({
        vi: `Trực: ${address}. Mở hộp thư của địa chỉ này, tìm thư cảnh báo.`,
        en: `On call: ${address}. Open the mailbox of this address and look for the alarm.`,
      });
  },
  fails: ['mailed'],
  hints: [
    {
      vi: 'Lịch sử của cảnh báo ghi Successfully executed action: CloudWatch đã giao tin cho topic. Hàm Record cũng nhận được. Vậy đoạn nào còn lại?',
      en: "The alarm's history says Successfully executed action: CloudWatch gave the topic its message. Record got it, too. Which stretch is left?",
    },
    {
      vi: 'Xem từng đăng ký của topic (ListSubscriptionsByTopic): hàm có ARN, địa chỉ email có gì?',
      en: "Look at the topic's subscriptions one by one (ListSubscriptionsByTopic): the function has an ARN, what has the e-mail address?",
    },
    {
      vi: 'PendingConfirmation: SNS không gửi gì tới một địa chỉ chưa đồng ý, để không ai đăng ký hộ ai. Thư hỏi ý đã gửi tới địa chỉ mới. Đổi địa chỉ là một đăng ký mới, lần đồng ý trước không tính.',
      en: 'PendingConfirmation: SNS writes to no address that has not agreed, so that nobody signs up somebody else. The mail that asks went to the new address. A new address is a new subscription; the old consent does not count.',
    },
    {
      vi: 'Mở thư ấy và xác nhận. Trên cloud cục bộ: hộp thư đi của nó (npm run cloud:mail, hoặc trang /_workshop/outbox; trong trang web: thẻ Thư). Trên AWS: hộp thư thật, cả mục rác. Không cần triển khai gì.',
      en: 'Open that mail and confirm. In the local cloud: its outbox (npm run cloud:mail, or the page /_workshop/outbox; in the page: the tab Mail). On AWS: the real inbox, and the spam folder. Nothing has to be deployed.',
    },
  ],
};
