/** A queue that gives back the cheapest; of equals the one that came first, so that the same input always goes the same way. */
export function cheapestFirst<Item extends { cost: number }>(): { add(item: Item): void; take(): Item | undefined } {
  const heap: { item: Item; turn: number }[] = [];
  let turns = 0;
  const isBefore = (a: number, b: number) => heap[a]!.item.cost - heap[b]!.item.cost || heap[a]!.turn - heap[b]!.turn;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    add(item) {
      heap.push({ item, turn: turns++ });
      for (let at = heap.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (isBefore(above, at) <= 0) break;
        swap(at, above);
        at = above;
      }
    },
    take() {
      if (heap.length === 0) return undefined;
      swap(0, heap.length - 1);
      const { item } = heap.pop()!;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < heap.length && isBefore(left, least) < 0) least = left;
        if (right < heap.length && isBefore(right, least) < 0) least = right;
        if (least === at) return item;
        swap(at, least);
        at = least;
      }
    },
  };
}
