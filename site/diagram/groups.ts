import type { ResourceView } from './family.ts';
import type { DiagramGroup } from './graph.ts';
import type { Reading } from './read-graph.ts';
import { at, listOf, references, textOf } from './template.ts';

/** Networks and the subnets in them. Subnets of one kind, one in each zone, are one group: what stands in all of them stands there. */
export function groupsOf(reading: Reading): { groups: DiagramGroup[]; groupOf(resource: ResourceView): string | undefined } {
  const boxes = reading.all.filter((resource) => reading.kind(resource).group);
  const tiers = new Map<string, ResourceView[]>();
  for (const box of boxes) {
    const key = tierOf(box, reading);
    tiers.set(key, [...(tiers.get(key) ?? []), box]);
  }
  const groupIds = new Map([...tiers.values()].flatMap((members) => members.map((member) => [member.id, members[0]!.id] as const)));
  const parents = new Map<string, string | undefined>();
  const groups = [...tiers.values()].map((members): DiagramGroup => {
    const [first] = members as [ResourceView];
    const parent = placesOf(first, reading)
      .map((id) => groupIds.get(id))
      .find((id) => id !== undefined && id !== first.id);
    parents.set(first.id, parent);
    return { id: first.id, group: parent, stands: members.map(({ id }) => id), ...looks(first, members.length, reading) };
  });
  const upwards = (id: string | undefined): string[] => (id === undefined ? [] : [id, ...upwards(parents.get(id))]);
  return {
    groups,
    groupOf(resource) {
      const chains = [...new Set(placesOf(resource, reading).map((id) => groupIds.get(id)))].filter((id) => id !== undefined).map(upwards);
      // The innermost group that holds all the places it stands in.
      return chains[0]?.find((id) => chains.every((chain) => chain.includes(id)));
    },
  };
}

/** The group resources that a resource's properties name, directly or through what they name (a database's subnet group). */
function placesOf(resource: ResourceView, reading: Reading): string[] {
  const named = (reading.kind(resource).inside ?? []).flatMap((property) => at(resource.properties, property).flatMap(references));
  return named.flatMap((id) => {
    const other = reading.get(id);
    if (!other) return [];
    return reading.kind(other).group ? [id] : placesOf(other, reading);
  });
}

const SUBNET = 'AWS::EC2::Subnet';
const isPublic = ({ properties }: ResourceView) => textOf(properties.MapPublicIpOnLaunch) === 'true';

/** Subnets belong together that are of one network and one kind, as CDK tags them or by what they are. */
function tierOf(box: ResourceView, reading: Reading): string {
  if (box.type !== SUBNET) return box.id;
  const tag = listOf(box.properties.Tags).find((each) => textOf(at(each, 'Key')[0]) === 'aws-cdk:subnet-name');
  const name = tag
    ? textOf(at(tag, 'Value')[0])
    : reading
        .path(box.id)
        .replace(/(\/Subnet)?$/, '')
        .replace(/(\d+|[A-Za-z]?)$/, '');
  return `${textOf(box.properties.VpcId)} ${name} ${isPublic(box)}`;
}

function looks(box: ResourceView, count: number, reading: Reading): Pick<DiagramGroup, 'name' | 'kind' | 'icon'> {
  const { label, icon } = reading.kind(box);
  if (box.type !== SUBNET) return { name: box.name.split('/')[0]!, kind: label, icon };
  const many = count > 1 ? ` × ${count}` : '';
  const open = isPublic(box);
  return {
    name: '',
    kind: open ? { vi: `subnet công khai${many}`, en: `public subnet${many}` } : { vi: `subnet riêng${many}`, en: `private subnet${many}` },
    icon: open ? 'architecture-group/Publicsubnet' : icon,
  };
}
