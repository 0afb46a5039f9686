/** Which of a shard's lanes (see ParallelizationFactor) a key belongs to: always the same, so that its records keep their order. */
export function laneOf(orderKey: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < orderKey.length; i++) hash = Math.imul(hash ^ orderKey.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % lanes;
}
