import type { Box, Drawing } from '../diagram/layout/drawing.ts';
import { iconBox, overlap, segmentsOf } from '../diagram/layout/drawing.ts';

/** Everything in a drawing that stands or runs where something else stands, by name. Empty when it can be read. */
export function clashes({ view, nodes, arrows, groups }: Drawing): string[] {
  const bodies = nodes.flatMap(({ node, name, kind, ...place }) => [
    { of: node.id, what: `${node.path}'s icon`, box: iconBox(place) },
    { of: node.id, what: `${node.path}'s name`, box: shrunk(name.box) },
    { of: node.id, what: `${node.path}'s kind`, box: shrunk(kind.box) },
  ]);
  const labels = arrows.flatMap(({ arrow, label }) =>
    label ? [{ of: `${arrow.from}--${arrow.to}`, what: `"${arrow.label!.en}"`, box: shrunk(label.box) }] : [],
  );
  const heads = groups.map(({ group, label }) => ({ of: group.id, what: `${group.id}'s label`, box: shrunk(label.box) }));
  const solid = [...bodies, ...labels, ...heads];
  const lines = arrows.flatMap(({ arrow, points }) =>
    segmentsOf(points).map((box) => ({ arrow, what: `${arrow.from} → ${arrow.to}`, box })),
  );
  return [
    ...solid.flatMap((a, index) =>
      solid.slice(index + 1).flatMap((b) => (a.of !== b.of && overlap(a.box, b.box) ? [`${a.what} on ${b.what}`] : [])),
    ),
    ...lines.flatMap(({ what, box }) =>
      bodies.flatMap((body) => (overlap(touchable(box), body.box) ? [`${what} through ${body.what}`] : [])),
    ),
    ...lines.flatMap(({ what, box }) =>
      labels.flatMap((label) => (overlap(touchable(box), label.box) ? [`${what} through ${label.what}`] : [])),
    ),
    ...lines.flatMap(({ what, box }) =>
      heads.flatMap((head) => (overlap(touchable(box), head.box) ? [`${what} through ${head.what}`] : [])),
    ),
    ...[...solid, ...lines].flatMap(({ what, box }) => (isInside(box, view) ? [] : [`${what} beyond the edge`])),
    ...nodes.flatMap(({ node, ...place }) => {
      const group = groups.find((each) => each.group.id === node.group);
      return group && !isInside(iconBox(place), group.box) ? [`${node.path} outside of ${group.group.id}`] : [];
    }),
    ...groups.flatMap((a, index) =>
      groups
        .slice(index + 1)
        .flatMap((b) => (a.group.group === b.group.group && overlap(a.box, b.box) ? [`${a.group.id} on ${b.group.id}`] : [])),
    ),
  ];
}

/** Letters do not fill the room that is kept for them. */
const shrunk = ({ x, y, width, height }: Box): Box => ({ x: x + 1, y: y + 2, width: width - 2, height: height - 4 });
/** A line has a width. */
const touchable = ({ x, y, width, height }: Box): Box => ({ x: x - 0.5, y: y - 0.5, width: width + 1, height: height + 1 });
const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;
