import type { Language } from '../i18n/language.ts';
import { type GraphService, type MapNode, type Seen, type ServiceMap, serviceMap } from './service-map.ts';
import { type Shape, shape } from './shape.ts';
import type { Shown } from './waterfall-shape.ts';
import { kindOf, told, traceWords } from './words.ts';

const NODE = { width: 224, height: 48 };
const GAP = { across: 20, down: 26 };
const LONGEST = 25; // letters

/** The service map as two drawings, groups side by side and groups one below the other, and as a table. */
export function mapShape(services: readonly GraphService[], language: Language, shown: Shown = {}): Shape {
  const map = serviceMap(services);
  const words = traceWords[language];
  const nameOf = ({ name, type }: MapNode) => (type === 'client' ? words.client : (shown[name] ?? name));
  const byKey = new Map(map.nodes.map((node) => [node.key, node]));
  const heads = [words.from, words.to, words.calls, words.average, words.faults];
  const rows = map.edges.map(({ from, to, seen }) => [
    nameOf(byKey.get(from)!),
    nameOf(byKey.get(to)!),
    String(seen.calls),
    told(seen.ms, language),
    String(seen.faults),
  ]);
  return shape(
    'div',
    { class: 'service-map' },
    // Reason: one group is as narrow as a phone.
    drawn(map, 'wide', language, nameOf, map.groups > 1),
    map.groups > 1 ? drawn(map, 'narrow', language, nameOf, true) : undefined,
    shape(
      'details',
      {},
      shape('summary', {}, words.mapTable),
      shape(
        'div',
        { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': words.mapTable },
        shape(
          'table',
          {},
          shape('thead', {}, shape('tr', {}, ...heads.map((head) => shape('th', { scope: 'col' }, head)))),
          shape('tbody', {}, ...rows.map((cells) => shape('tr', {}, ...cells.map((cell) => shape('td', {}, cell))))),
        ),
      ),
    ),
  );
}

/** Where a node stands: layers go down, what is in the same layer of a group stands side by side. */
function places(map: ServiceMap, form: 'wide' | 'narrow'): { at: Map<string, { x: number; y: number }>; width: number; height: number } {
  const at = new Map<string, { x: number; y: number }>();
  let [left, top, width, height] = [0, 0, 0, 0];
  for (let group = 0; group < map.groups; group++) {
    const members = map.nodes.filter((node) => node.group === group);
    const layers = [...new Set(members.map(({ layer }) => layer))].sort((a, b) => a - b);
    const rows = layers.map((layer) => members.filter((node) => node.layer === layer).map(({ key }) => key));
    const most = Math.max(...rows.map((row) => row.length));
    const [across, down] = [most * (NODE.width + GAP.across), rows.length * (NODE.height + GAP.down)];
    for (const [y, row] of rows.entries()) {
      const indent = ((most - row.length) * (NODE.width + GAP.across)) / 2;
      for (const [x, key] of row.entries()) {
        at.set(key, { x: left + indent + x * (NODE.width + GAP.across), y: top + y * (NODE.height + GAP.down) });
      }
    }
    width = Math.max(width, left + across - GAP.across);
    height = Math.max(height, top + down - GAP.down);
    if (form === 'wide') left += across + GAP.across;
    else top += down + GAP.down;
  }
  return { at, width, height };
}

function drawn(
  map: ServiceMap,
  form: 'wide' | 'narrow',
  language: Language,
  nameOf: (node: MapNode) => string,
  isOneOfTwo: boolean,
): Shape {
  const words = traceWords[language];
  const { at, width, height } = places(map, form);
  const ways = map.edges.map(({ from, to }) =>
    [map.nodes.find(({ key }) => key === from)!, map.nodes.find(({ key }) => key === to)!].map(nameOf),
  );
  const label = `${words.map}: ${ways.map((way) => way.join(' → ')).join('; ')}`;
  return shape(
    'svg',
    {
      class: isOneOfTwo ? `drawing ${form}` : 'drawing',
      viewBox: `-4 -4 ${width + 8} ${height + 8}`,
      width: width + 8,
      role: 'img',
      'aria-label': label,
    },
    ...map.edges.map(({ from, to, seen }) => {
      const [a, b] = [at.get(from)!, at.get(to)!];
      const [x1, y1, x2, y2] = [a.x + NODE.width / 2, a.y + NODE.height, b.x + NODE.width / 2, b.y - 6];
      const middle = (y1 + y2) / 2;
      return shape(
        'g',
        { 'data-state': moodOf(seen) },
        shape('path', { class: 'edge', d: `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}` }),
        shape('path', { class: 'head', d: `M${x2 - 4} ${y2 - 1}L${x2} ${y2 + 5}L${x2 + 4} ${y2 - 1}z` }),
      );
    }),
    ...map.nodes.map((node) => {
      const { x, y } = at.get(node.key)!;
      const name = nameOf(node);
      const { calls, ms } = node.seen;
      return shape(
        'g',
        { class: 'place', 'data-state': node.type === 'client' ? 'ok' : moodOf(node.seen) },
        shape('title', {}, name),
        shape('rect', { class: 'box', x, y, width: NODE.width, height: NODE.height, rx: 6 }),
        shape('rect', { class: 'mood', x, y, width: 5, height: NODE.height, rx: 2 }),
        shape(
          'text',
          { class: 'name', x: x + 16, y: y + 20 },
          name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name,
          node.type === 'client' ? undefined : shape('tspan', { class: 'kind', dx: 6 }, kindOf(node.type, language)),
        ),
        shape('text', { class: 'kind', x: x + 16, y: y + 38 }, words.seen(calls, told(ms, language))),
      );
    }),
  );
}

const moodOf = ({ errors, faults }: Seen) => (faults > 0 ? 'fault' : errors > 0 ? 'error' : 'ok');
