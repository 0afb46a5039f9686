import type { NormalizedSchema } from '@smithy/core/schema';
import { DATE_TIME, readScalar } from './scalar.ts';

/** A form's parameters as a tree: `Tags.member.1.Key` is four levels deep. */
interface Branch {
  value?: string;
  children: Map<string, Branch>;
}

/** Reads AWS Query and EC2 Query parameters. Smithy, "AWS query protocol", "AWS EC2 query protocol". */
export function decodeForm(form: URLSearchParams, shape: NormalizedSchema, ec2: boolean): unknown {
  const root: Branch = { children: new Map() };
  for (const [name, value] of form) {
    let branch = root;
    for (const part of name.split('.')) {
      let child = branch.children.get(part);
      if (!child) {
        child = { children: new Map() };
        branch.children.set(part, child);
      }
      branch = child;
    }
    branch.value = value;
  }
  return shape.isUnitSchema() ? {} : read(shape, root, ec2);
}

function read(shape: NormalizedSchema, branch: Branch, ec2: boolean): unknown {
  if (shape.isListSchema()) return readList(shape, branch, ec2);
  if (shape.isMapSchema()) return readMap(shape, branch, ec2);
  if (shape.isStructSchema()) {
    const out: Record<string, unknown> = {};
    for (const [name, member] of shape.structIterator()) {
      const child = branch.children.get(wireName(name, member, ec2));
      if (child) out[name] = read(member, child, ec2);
    }
    return out;
  }
  return branch.value === undefined ? undefined : readScalar(shape, branch.value, DATE_TIME);
}

/** `Tags=` is an empty list. EC2's lists are always flat; some old clients flatten where the model does not. */
function readList(shape: NormalizedSchema, branch: Branch, ec2: boolean): unknown[] {
  const item = shape.getValueSchema();
  const flat = numbered(branch);
  const nested = branch.children.get(item.getMergedTraits().xmlName ?? 'member') ?? branch.children.get('member');
  const items = shape.getMergedTraits().xmlFlattened || ec2 || flat.length > 0 || !nested ? flat : numbered(nested);
  return items.map((child) => read(item, child, ec2));
}

function readMap(shape: NormalizedSchema, branch: Branch, ec2: boolean): Record<string, unknown> {
  const keyName = shape.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueShape = shape.getValueSchema();
  const valueName = valueShape.getMergedTraits().xmlName ?? 'value';
  const entries = shape.getMergedTraits().xmlFlattened ? branch : (branch.children.get('entry') ?? branch);
  const out: [string, unknown][] = [];
  for (const entry of numbered(entries)) {
    const key = entry.children.get(keyName)?.value;
    const value = entry.children.get(valueName);
    if (key !== undefined && value) out.push([key, read(valueShape, value, ec2)]);
  }
  return Object.fromEntries(out);
}

function numbered({ children }: Branch): Branch[] {
  return [...children]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function wireName(name: string, member: NormalizedSchema, ec2: boolean): string {
  const { xmlName, ec2QueryName } = member.getMergedTraits();
  if (!ec2) return xmlName ?? name;
  if (typeof ec2QueryName === 'string') return ec2QueryName;
  const base = xmlName ?? name;
  return base.charAt(0).toUpperCase() + base.slice(1);
}
