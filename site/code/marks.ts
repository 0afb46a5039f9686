/** The lines a page points at: `2,4-6` of `count` lines. Throws when a line does not exist. */
export function marked(list: string, count: number): ReadonlySet<number> {
  const lines = list
    .split(',')
    .filter((range) => range.trim() !== '')
    .flatMap((range) => {
      const [from, to = from] = range.split('-').map(Number);
      if (!Number.isInteger(from) || !Number.isInteger(to) || from! < 1 || to! > count || from! > to!) {
        throw new Error(`mark="${list}" names lines that are not there: 1 to ${count} are`);
      }
      return Array.from({ length: to! - from! + 1 }, (_, index) => from! + index);
    });
  return new Set(lines);
}
