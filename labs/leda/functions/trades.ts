import { MESSAGE_COUNT, rollUp, type Totals } from './rollup.ts';
import { REGIONS, RISK_TYPES, TRADE_DESKS, type Trade } from './trade.ts';

/** What a run of the generator is made from: the same round gives the same messages in the same order. */
export interface Round {
  seed: number;
  /** How many different trades. */
  trades: number;
  /** Milliseconds since the epoch: where timestamps begin. Trades of rounds that began at different times are different trades. */
  startedAt: number;
  /** With duplicates, modifications and stale versions among them. */
  special: boolean;
}

/** Out of a hundred trades, this many are changed later on, and this many messages are sent twice. */
const MODIFIED_PERCENT = 5;
const DUPLICATED_PERCENT = 12;
/** How many messages later, at most, something that comes late comes. */
const LATENESS = 120;

/**
 * The messages of a round in the order in which they are sent. Special ones: exact duplicates; modifications, the next
 * version after the one before; and stale versions, sent after the version that replaces them.
 */
export function* messages({ seed, trades, startedAt, special }: Round): Generator<Trade> {
  const dice = new Dice(seed);
  const later = new Map<number, Trade[]>(); // by the place at which it is sent
  let place = 0;
  const sendLater = (trade: Trade) => {
    const at = place + 1 + dice.below(LATENESS);
    later.set(at, [...(later.get(at) ?? []), trade]);
  };
  const version = (TradeID: string, Version: number): Trade => ({
    TradeID,
    Version,
    Value: dice.below(10_000_001) / 100,
    Timestamp: startedAt + place,
    Hierarchy: { RiskType: dice.pick(RISK_TYPES), TradeDesk: dice.pick(TRADE_DESKS), Region: dice.pick(REGIONS) },
  });
  for (let born = 0; born < trades || later.size > 0; place++) {
    const late = later.get(place);
    later.delete(place);
    if (late) yield* late;
    if (born === trades) continue;
    const id = tradeId(startedAt, seed, born++);
    const first = version(id, 0);
    yield first;
    if (!special) continue;
    if (dice.percent(DUPLICATED_PERCENT)) sendLater(first);
    if (dice.percent(MODIFIED_PERCENT)) {
      // Reason: which of the two arrives last is left to the dice, so half of the modifications are out of order.
      sendLater(version(id, 1));
      sendLater(version(id, 2));
    }
  }
}

/** What AggregateTable must hold after these messages, in hundredths: the sum over the latest version of each trade. */
export function expectedTotals(sent: Iterable<Trade>): Totals {
  const latest = new Map<string, Trade>();
  for (const trade of sent) {
    const known = latest.get(trade.TradeID);
    if (!known || known.Version < trade.Version) latest.set(trade.TradeID, trade);
  }
  const totals: Totals = new Map([[MESSAGE_COUNT, 0]]);
  for (const { Hierarchy, Value } of latest.values()) rollUp(totals, Hierarchy, Value, 1);
  return totals;
}

/** A UUID (version 8: of one's own making) that no other round and number has. */
function tradeId(startedAt: number, seed: number, number: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  const [time, from] = [hex(startedAt, 12), hex(seed >>> 0, 8)];
  return `${time.slice(0, 8)}-${time.slice(8)}-8${from.slice(0, 3)}-8${from.slice(3, 6)}-${from.slice(6)}${hex(number, 10)}`;
}

/** Seeded chance: a Weyl sequence through an integer mixer. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** A whole number from 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number {
    return Math.floor((this.#next() / 2 ** 32) * limit);
  }

  percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }
}
