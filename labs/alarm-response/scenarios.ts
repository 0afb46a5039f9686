import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { CheckContext, Scenario, Table } from '#labs/contract.ts';
import { alarmsOn, countedIn, errorsOf, historyOf, type Incident, incidentsOf, setState } from './alarms.ts';
import { logGroupOf, pay } from './payments.ts';

/** CloudWatch looks once a minute; some seconds more for the machine. */
const A_LOOK = { within: 75_000, every: 500 };

export const scenarios: Scenario[] = [
  {
    id: 'failures',
    says: { vi: 'Gọi hỏng hai lần, đợi CloudWatch xét, xem sự cố', en: 'Fail twice, wait for CloudWatch to look, see the incident' },
    async run(context) {
      const { eventually, now, show, tell } = context;
      const alarm = await failingAlarm(context);
      const payments = [await pay(context, 'good'), await pay(context, 'broken'), await pay(context, 'broken')];
      for (const { status, answer } of payments) tell({ vi: `Charge: ${status} ${answer}`, en: `Charge: ${status} ${answer}` });
      if (alarm.StateValue === 'ALARM') {
        tell({
          vi: 'Cảnh báo đã ở ALARM từ trước: không đổi trạng thái thì không có hành động mới',
          en: 'The alarm has been in ALARM already: without a change there is no new action',
        });
      } else {
        tell({ vi: 'Đợi cảnh báo: nó được xét mỗi phút một lần', en: 'Waiting for the alarm: it is looked at once a minute' });
        const failedAt = payments[1]!.at;
        await eventually(async () => {
          const { StateValue = '-' } = await failingAlarm(context);
          const incidents = await incidentsOf(context, alarm.AlarmName!, failedAt);
          if (incidents.length === 0) context.fail('1 incident', `${StateValue}, no incident`);
        }, A_LOOK);
        const seconds = ((now() - failedAt) / 1000).toFixed(1);
        tell({
          vi: `Từ lỗi đầu tiên tới dòng sự cố: ${seconds} giây`,
          en: `From the first failure to the incident: ${seconds} seconds`,
        });
      }
      show(historyTable(await historyOf(context, alarm.AlarmName!)));
      show(incidentTable(await incidentsOf(context, alarm.AlarmName!)));
    },
  },
  {
    id: 'silence',
    says: { vi: 'Không ai gọi: hai cảnh báo nghĩ gì về khoảng trống', en: 'Nobody calls: what two alarms make of a gap' },
    async run(context) {
      const counted = await countedIn(context, await logGroupOf(context));
      const alarms = [await failingAlarm(context), ...(counted ? await alarmsOn(context, counted) : [])];
      context.show(alarmTable(alarms));
    },
  },
  {
    id: 'rehearsal',
    says: { vi: 'Diễn tập: đặt cảnh báo sang ALARM bằng tay', en: 'A rehearsal: put the alarm into ALARM by hand' },
    async run(context) {
      const { AlarmName = '' } = await failingAlarm(context);
      const before = (await incidentsOf(context, AlarmName)).length;
      for (const state of ['OK', 'ALARM'] as const) {
        await setState(context, AlarmName, state);
        context.tell({ vi: `SetAlarmState ${state}`, en: `SetAlarmState ${state}` });
      }
      const incidents = await context.eventually(async () => {
        const all = await incidentsOf(context, AlarmName);
        if (all.length <= before) context.fail(String(before + 1), String(all.length));
        return all;
      });
      context.show(historyTable(await historyOf(context, AlarmName)));
      context.show(incidentTable(incidents));
    },
  },
];

async function failingAlarm(context: CheckContext): Promise<MetricAlarm> {
  const [alarm] = await alarmsOn(context, errorsOf(context));
  return alarm ?? context.fail('DescribeAlarmsForMetric: 1', 'DescribeAlarmsForMetric: 0');
}

const time = (at: Date | undefined) => at?.toISOString().slice(11, 19) ?? '-';

function historyTable(items: readonly AlarmHistoryItem[]): Table {
  return {
    title: { vi: 'Lịch sử của cảnh báo', en: "The alarm's history" },
    columns: [
      { vi: 'Lúc (UTC)', en: 'At (UTC)' },
      { vi: 'Loại', en: 'Kind' },
      { vi: 'Chuyện gì', en: 'What' },
      { vi: 'Lý do', en: 'Why' },
    ],
    rows: items.slice(-12).map(({ Timestamp, HistoryItemType = '-', HistorySummary = '-', HistoryData }) => ({
      cells: [time(Timestamp), HistoryItemType, HistorySummary, reasonIn(HistoryData)],
    })),
  };
}

function reasonIn(data: string | undefined): string {
  const { newState }: { newState?: { stateReason?: string } } = JSON.parse(data ?? '{}');
  return newState?.stateReason ?? '';
}

function alarmTable(alarms: readonly MetricAlarm[]): Table {
  return {
    title: { vi: 'Hai cảnh báo lúc này', en: 'The two alarms now' },
    columns: [
      { vi: 'Số đo', en: 'Metric' },
      { vi: 'Chu kỳ (giây)', en: 'Period (s)' },
      { vi: 'Dữ liệu thiếu', en: 'Missing data' },
      { vi: 'Trạng thái', en: 'State' },
      { vi: 'Lý do', en: 'Why' },
    ],
    rows: alarms.map(({ MetricName = '-', Period, TreatMissingData = 'missing', StateValue = '-', StateReason = '-' }) => ({
      cells: [MetricName, String(Period), TreatMissingData, StateValue, StateReason],
    })),
  };
}

function incidentTable(incidents: readonly Incident[]): Table {
  return {
    title: { vi: 'Bảng Incidents', en: 'The table Incidents' },
    columns: [
      { vi: 'Lúc (UTC)', en: 'At (UTC)' },
      { vi: 'Chuyển', en: 'Change' },
      { vi: 'Lý do', en: 'Why' },
    ],
    rows: incidents.slice(-8).map(({ changedAt, change, reason }) => ({ cells: [changedAt.slice(11, 19), change, reason] })),
  };
}
