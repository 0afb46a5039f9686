import type { ViewContext } from '../context.ts';
import { el, field, grid, setOptions } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import { shortName } from '../runner.ts';
import type { Filled } from './views.ts';

/** CloudWatch looks at an alarm's data by itself, without anything that the page would hear of. */
const AGAIN_MS = 3000;
const MOST = 30;

interface Alarm {
  AlarmName?: string;
  StateValue?: string;
  StateReason?: string;
  StateTransitionedTimestamp?: Date;
}
interface Described {
  MetricAlarms?: Alarm[];
  CompositeAlarms?: Alarm[];
}
interface History {
  AlarmHistoryItems?: { Timestamp?: Date; HistoryItemType?: string; HistorySummary?: string }[];
}

const KINDS: Record<string, string> = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'busy' };

/** What has changed last is what a reader wants to know about. */
const byLastChange = (a: Alarm, b: Alarm) => changed(b) - changed(a);
const changed = ({ StateTransitionedTimestamp: at }: Alarm) => (at === undefined ? 0 : new Date(at).getTime());

/** Each alarm's state and why it has it, and the history of one. */
export function alarmsView({ runner, t, language }: ViewContext): Filled {
  const states = el('div');
  const chosen = el('select', { change: () => void look() });
  const history = el('div');
  /** Reason: what is drawn anew loses the reader's place and focus. */
  let known = '';
  const time = (at: Date | undefined) => (at === undefined ? '' : new Date(at).toLocaleTimeString(language, { hour12: false }));
  const look = async () => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await runner.aws<Described>('cloudwatch', 'DescribeAlarms', {
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
    const alarms = [...CompositeAlarms, ...MetricAlarms].sort(byLastChange);
    const names = new Map(Object.entries(runner.state.resources).map(([logicalId, { id }]) => [id, shortName(logicalId)]));
    const nameOf = ({ AlarmName = '' }: Alarm) => names.get(AlarmName) ?? AlarmName;
    setOptions(
      chosen,
      alarms.map((alarm) => ({ value: alarm.AlarmName ?? '', text: nameOf(alarm) })),
    );
    chosen.disabled = alarms.length === 0;
    if (alarms.length === 0) {
      known = '';
      states.replaceChildren(el('p', { class: 'none' }, t('alarms.none')));
      history.replaceChildren();
      return;
    }
    const { AlarmHistoryItems = [] } = await runner.aws<History>('cloudwatch', 'DescribeAlarmHistory', {
      AlarmName: chosen.value,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: MOST,
    });
    const now = JSON.stringify([alarms, AlarmHistoryItems]);
    if (now === known) return;
    known = now;
    const rows = alarms.map((alarm) => [
      nameOf(alarm),
      el('span', { 'data-status': KINDS[alarm.StateValue ?? ''] ?? 'busy' }, alarm.StateValue ?? ''),
      time(alarm.StateTransitionedTimestamp),
      alarm.StateReason ?? '',
    ]);
    states.replaceChildren(grid(t('tab.alarms'), [t('alarms.alarm'), t('alarms.state'), t('alarms.since'), t('alarms.why')], rows));
    const lines = AlarmHistoryItems.map((item) => [time(item.Timestamp), item.HistoryItemType ?? '', item.HistorySummary ?? '']);
    history.replaceChildren(
      grid(`${t('alarms.history')} ${chosen.selectedOptions[0]?.text}`, [t('events.time'), t('alarms.kind'), t('alarms.what')], lines),
    );
  };
  const shown = lookingAgain(runner, look);
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    element: el('div', {}, states, el('div', { class: 'row' }, field(t('alarms.history'), chosen)), history),
    shown(isShown) {
      shown(isShown);
      clearInterval(timer);
      timer = isShown ? setInterval(() => shown(true), AGAIN_MS) : undefined;
    },
  };
}
