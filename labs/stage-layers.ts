/**
 * The folders whose files stand over a lab's own at a stage, the nearest (which wins) first; none for the solution. A
 * stage holds only what differs from the stage after it. Throws RangeError naming the stages there are.
 */
export function stageLayers(stages: readonly string[], stage = 'solution'): string[] {
  const from = stages.indexOf(stage);
  if (from < 0) throw new RangeError(`No stage "${stage}". Stages: ${stages.join(', ')}`);
  return stages
    .slice(from)
    .filter((name) => name !== 'solution')
    .map((name) => `stages/${name}`);
}
