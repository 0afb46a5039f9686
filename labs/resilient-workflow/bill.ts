import type { Table } from '#labs/contract.ts';

// #region prices
/** USD in ap-southeast-1, without the free tier; looked up on 2026-11-21 at aws.amazon.com/step-functions/pricing and /lambda/pricing. */
const TRANSITION = 0.025 / 1000;
const REQUEST = 0.2 / 1_000_000;
/** The attempt that a state makes first is a transition, and each retry is one more. */
const CALL = TRANSITION + REQUEST;
// #endregion prices

/** Standard executions end when their history has this many events. Step Functions Developer Guide, "Quotas". */
const MOST_EVENTS = 25_000;
const HOUR = 3_600_000; // ms

/** What calls cost that go on at the rate seen: for an hour, for a day, and until an execution's history is full. */
export function billTable(calls: number, ms: number, events: number): Table {
  const perHour = (calls * HOUR) / ms;
  const untilFull = (MOST_EVENTS * calls) / events;
  const row = (span: string, times: number) => ({
    cells: [span, String(Math.round(times)), usd(times * CALL), usd(times * CALL * 1000)],
  });
  return {
    title: { vi: 'Cứ đà này thì tốn', en: 'What it costs at this rate' },
    columns: [
      { vi: 'Trong', en: 'Within' },
      { vi: 'Lần gọi', en: 'Calls' },
      { vi: 'USD, một đơn kẹt', en: 'USD, one order stuck' },
      { vi: 'USD, 1.000 đơn kẹt', en: 'USD, 1,000 orders stuck' },
    ],
    rows: [
      row(`${(ms / 1000).toFixed(1)} s`, calls),
      row('1 h', perHour),
      row('24 h', perHour * 24),
      row(`${MOST_EVENTS} events: ${(untilFull / perHour).toFixed(1)} h`, untilFull),
    ],
  };
}

const usd = (amount: number) => (amount < 0.01 ? amount.toFixed(5) : amount.toFixed(2));
