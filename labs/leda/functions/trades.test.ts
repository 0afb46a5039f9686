import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, allKeys, decimal, MESSAGE_COUNT, rollUp, type Totals } from './rollup.ts';
import type { Trade } from './trade.ts';
import { expectedTotals, messages, type Round } from './trades.ts';

const rounds = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  trades: fc.integer({ min: 1, max: 300 }),
  startedAt: fc.integer({ min: 1.7e12, max: 1.9e12 }),
  special: fc.boolean(),
});

test('the same round gives the same messages; another seed or start gives other trades', () => {
  fc.assert(
    fc.property(rounds, (round) => {
      const sent = [...messages(round)];
      expect([...messages({ ...round })]).toEqual(sent);
      const ids = new Set(sent.map(({ TradeID }) => TradeID));
      expect(ids.size).toBe(round.trades);
      for (const other of [
        { ...round, seed: round.seed + 1 },
        { ...round, startedAt: round.startedAt + 1 },
      ]) {
        expect([...messages(other)].some(({ TradeID }) => ids.has(TradeID))).toBe(false);
      }
    }),
    { numRuns: 50 },
  );
});

test('the same seed gives the same totals at any time', () => {
  fc.assert(
    fc.property(rounds, fc.integer({ min: 0, max: 1e9 }), (round, later) => {
      expect(expectedTotals(messages({ ...round, startedAt: round.startedAt + later }))).toEqual(expectedTotals(messages(round)));
    }),
    { numRuns: 20 },
  );
});

test('messages are as LEDA has them: a UUID, 0 to 100,000 with two decimals; one id and version is one message', () => {
  fc.assert(
    fc.property(rounds, (round) => {
      const known = new Map<string, Trade>();
      for (const trade of messages(round)) {
        expect(trade.TradeID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(trade.Value).toBeGreaterThanOrEqual(0);
        expect(trade.Value).toBeLessThanOrEqual(100_000);
        expect(Number(trade.Value.toFixed(2))).toBe(trade.Value);
        const name = `${trade.TradeID} ${trade.Version}`;
        expect(known.get(name) ?? trade).toEqual(trade);
        known.set(name, trade);
      }
    }),
    { numRuns: 30 },
  );
});

test('a special round holds duplicates, modifications in order and stale versions; a plain one holds none', () => {
  const round: Round = { seed: 1, trades: 2000, startedAt: 1.8e12, special: true };
  const counts = { first: 0, duplicate: 0, modification: 0, stale: 0 };
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  for (const { TradeID, Version } of messages(round)) {
    const before = latest.get(TradeID);
    if (seen.has(`${TradeID} ${Version}`)) counts.duplicate++;
    else if (before === undefined) counts.first++;
    else if (Version > before) counts.modification++;
    else counts.stale++;
    seen.add(`${TradeID} ${Version}`);
    latest.set(TradeID, Math.max(Version, before ?? 0));
  }
  expect(counts.first).toBe(2000);
  expect(counts.duplicate).toBeGreaterThan(100);
  expect(counts.modification).toBeGreaterThan(100);
  expect(counts.stale).toBeGreaterThan(20);
  expect([...messages({ ...round, special: false })]).toHaveLength(2000);
});

test('there are eighteen keys and the count, and a large round fills them all', () => {
  expect(allKeys()).toHaveLength(19);
  const totals = expectedTotals(messages({ seed: 3, trades: 2000, startedAt: 1.8e12, special: true }));
  expect([...totals.keys()].sort()).toEqual(allKeys().sort());
  expect(decimal(totals.get(MESSAGE_COUNT)!)).toBe('2000.00');
});

test('a level is the sum of the level below it', () => {
  fc.assert(
    fc.property(rounds, (round) => {
      const totals = expectedTotals(messages(round));
      const below = (key: string) =>
        allKeys().filter((other) => other.startsWith(`${key}:`) && other.split(':').length === key.split(':').length + 1);
      for (const key of allKeys().filter((each) => below(each).length > 0)) {
        expect(below(key).reduce((sum, child) => sum + (totals.get(child) ?? 0), 0)).toBe(totals.get(key) ?? 0);
      }
    }),
    { numRuns: 20 },
  );
});

test('hundredths become decimals and come back unchanged', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (hundredths) => {
      expect(decimal(hundredths)).toMatch(/^-?\d+\.\d\d$/);
      expect(Math.round(Number(decimal(hundredths)) * 100)).toBe(hundredths === 0 ? 0 : hundredths);
    }),
  );
});

/** The rules of the solution, without AWS: keep the later version, add the new image, take the old one away. */
function pipeline(arriving: Iterable<Trade>): Totals {
  const states = new Map<string, Trade>();
  const totals: Totals = new Map([[MESSAGE_COUNT, 0]]);
  for (const trade of arriving) {
    const old = states.get(trade.TradeID);
    if (old && old.Version >= trade.Version) continue;
    states.set(trade.TradeID, trade);
    const change: Totals = new Map();
    rollUp(change, trade.Hierarchy, trade.Value, 1);
    if (old) rollUp(change, old.Hierarchy, old.Value, -1);
    for (const [key, hundredths] of change) add(totals, key, hundredths);
  }
  return totals;
}

test('in whatever order messages arrive, and however often, the rules of the solution give the expected totals', () => {
  fc.assert(
    fc.property(rounds, fc.infiniteStream(fc.nat()), (round, chance) => {
      const sent = [...messages(round)];
      const [a, b] = [...chance.take(2)];
      const again = sent.filter((_, index) => (index * 7 + a!) % 5 === 0);
      const arriving = [...sent, ...again].map((trade, index) => ({ trade, place: Math.imul(index + b!, 0x9e3779b1) >>> 0 }));
      arriving.sort((one, other) => one.place - other.place);
      const totals = pipeline(arriving.map(({ trade }) => trade));
      for (const [key, hundredths] of expectedTotals(sent)) expect(totals.get(key)).toBe(hundredths);
      for (const [key, hundredths] of totals) if (!expectedTotals(sent).has(key)) expect(hundredths).toBe(0);
    }),
    { numRuns: 30 },
  );
});
