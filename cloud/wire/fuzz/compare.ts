/** Makes values comparable: bytes and streams as arrays, no absent members, no `$metadata`. `dropEmpty` for protocols that cannot tell empty from absent. */
export async function plain(value: unknown, dropEmpty = false): Promise<unknown> {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date || value instanceof Error) return value;
  if (value instanceof String) return value.toString();
  if (value instanceof Uint8Array) return dropEmpty && value.length === 0 ? undefined : { bytes: [...value] };
  if (dropEmpty && value === '') return undefined;
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item) => plain(item, dropEmpty)));
    return dropEmpty && items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object') return value;
  if ('transformToByteArray' in value && typeof value.transformToByteArray === 'function') {
    return plain(await value.transformToByteArray(), dropEmpty);
  }
  if (Symbol.asyncIterator in value) {
    const items: unknown[] = [];
    for await (const item of value as AsyncIterable<unknown>) items.push(await plain(item, dropEmpty));
    return items;
  }
  const out: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name === '$metadata') continue;
    const item = await plain(member, dropEmpty);
    if (item !== undefined) out[name] = item;
  }
  return dropEmpty && Object.keys(out).length === 0 ? undefined : out;
}

/** Where two values differ, as lines `.path: wanted ..., got ...`. */
export function differences(wanted: unknown, got: unknown, path = ''): string[] {
  const [left, right] = [JSON.stringify(wanted), JSON.stringify(got)];
  if (left === right) return [];
  if (isRecord(wanted) && isRecord(got) && Array.isArray(wanted) === Array.isArray(got)) {
    const names = new Set([...Object.keys(wanted), ...Object.keys(got)]);
    return [...names].flatMap((name) => differences(wanted[name], got[name], `${path}.${name}`));
  }
  return [`${path}: wanted ${left?.slice(0, 80)}, got ${right?.slice(0, 80)}`];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
