import type { Activity } from '../messages.ts';
import type { Way } from './pulses.ts';

export type NodeState = 'absent' | 'busy' | 'ready' | 'failed';

interface Arrow {
  group: SVGGElement;
  path: SVGPathElement;
  ids: string[];
  items: number;
  failed: number;
  isNew: boolean;
  counter: { group: SVGGElement; box: SVGRectElement; text: SVGTextElement; at: { x: number; y: number } } | undefined;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Where a counter may stand on its arrow, best first. */
const SPOTS = [0.5, 0.35, 0.65, 0.22, 0.78];
/** On the arrow or beside it, in user units. */
const BESIDE = [0, 12, -12];
/** Operations whose data come back to the caller. */
const READS = /:(Get|BatchGet|Query|Scan|Receive)/;
const FLASH_MS = 450;

/** One drawing whose parts are shown at work. */
export class Picture {
  readonly #svg: SVGSVGElement;
  readonly #nodes: Map<string, SVGGElement>;
  readonly #arrows: Arrow[];
  readonly #makers: ReadonlyMap<string, Arrow[]>;
  readonly #resources: ReadonlySet<string>;
  readonly #format: (count: number) => string;

  /** `makers`: edge -> logical ids that make it. `resources`: all logical ids; what is drawn beyond them stands outside of the stack. */
  constructor(
    svg: SVGSVGElement,
    makers: Readonly<Record<string, string[]>>,
    resources: ReadonlySet<string>,
    format: (count: number) => string,
  ) {
    this.#svg = svg;
    this.#resources = resources;
    this.#format = format;
    this.#nodes = new Map([...svg.querySelectorAll<SVGGElement>('[data-node]')].flatMap((node) => namesOf(node).map((id) => [id, node])));
    this.#arrows = [...svg.querySelectorAll<SVGGElement>('[data-edge]')].map((group) => ({
      group,
      path: group.querySelector('path')!,
      ids: (group.dataset.edge ?? '').split(' '),
      items: 0,
      failed: 0,
      isNew: false,
      counter: undefined,
    }));
    const byMaker = new Map<string, Arrow[]>();
    for (const arrow of this.#arrows) {
      for (const maker of arrow.ids.flatMap((id) => makers[id] ?? [])) byMaker.set(maker, [...(byMaker.get(maker) ?? []), arrow]);
    }
    this.#makers = byMaker;
  }

  get isInSight(): boolean {
    return this.#svg.clientWidth > 0;
  }

  showAll(states: ReadonlyMap<string, NodeState>): void {
    for (const id of this.#nodes.keys()) this.show(id, states);
    for (const id of this.#makers.keys()) this.show(id, states);
  }

  /** Shows how far a resource is: itself where it is drawn, and the arrows that it makes. */
  show(id: string, states: ReadonlyMap<string, NodeState>): void {
    const node = this.#nodes.get(id);
    if (node) node.dataset.state = this.#stateOf(id, states);
    for (const [name, part] of this.#nodes) if (name.startsWith(`${id}/`)) part.dataset.state = this.#stateOf(id, states);
    for (const { group, ids } of this.#makers.get(id) ?? []) {
      const ends = ids[0]!.split('--').map((end) => this.#stateOf(end.split('/')[0]!, states));
      const maker = this.#stateOf(id, states);
      group.dataset.state = ends.includes('absent') ? 'absent' : maker;
    }
  }

  /** Counts what happened on the arrow it happened on; gives the way a pulse takes, where there is one. */
  count(activity: Activity): Way | undefined {
    const { from, to, items, failed, action } = activity;
    if (failed > 0) this.#flash(to);
    const found = READS.test(action) ? (this.#arrow(to, from) ?? this.#arrow(from, to)) : (this.#arrow(from, to) ?? this.#arrow(to, from));
    if (!found) return undefined;
    const { arrow } = found;
    arrow.items += items;
    arrow.failed += failed;
    arrow.isNew = true;
    return { path: arrow.path, back: found.back, weight: items };
  }

  writeCounts(): void {
    for (const arrow of this.#arrows) {
      if (!arrow.isNew) continue;
      arrow.isNew = false;
      arrow.counter ??= this.#counter(arrow);
      const { box, text, group } = arrow.counter;
      const said = arrow.failed > 0 ? `${this.#format(arrow.items)} · ${this.#format(arrow.failed)}✗` : this.#format(arrow.items);
      if (text.textContent === said) continue;
      text.textContent = said;
      group.toggleAttribute('data-failed', arrow.failed > 0);
      const width = said.length * 7.2 + 12;
      box.setAttribute('width', String(width));
      box.setAttribute('x', String(-width / 2));
    }
  }

  forgetCounts(): void {
    for (const arrow of this.#arrows) {
      arrow.counter?.group.remove();
      arrow.counter = undefined;
      arrow.items = 0;
      arrow.failed = 0;
      arrow.isNew = false;
    }
  }

  #stateOf(id: string, states: ReadonlyMap<string, NodeState>): NodeState {
    return states.get(id) ?? (this.#resources.has(id) ? 'absent' : 'ready');
  }

  #flash(id: string): void {
    const node = this.#nodes.get(id);
    if (!node || node.hasAttribute('data-flash')) return;
    node.setAttribute('data-flash', '');
    setTimeout(() => node.removeAttribute('data-flash'), FLASH_MS);
  }

  /** The arrow between two ends. Who stands outside of the stack is drawn as whoever else stands there. */
  #arrow(from: string, to: string): { arrow: Arrow; back: boolean } | undefined {
    for (const arrow of this.#arrows) {
      const index = arrow.ids.findIndex((id) => {
        const [a = '', b = ''] = id.split('--');
        return this.#isEnd(a, from) && this.#isEnd(b, to);
      });
      if (index !== -1) return { arrow, back: index > 0 };
    }
    return undefined;
  }

  #isEnd(end: string, who: string): boolean {
    return end === who || (who === 'you' && !this.#resources.has(end.split('/')[0]!));
  }

  #counter(arrow: Arrow): NonNullable<Arrow['counter']> {
    const group = document.createElementNS(SVG, 'g');
    const box = document.createElementNS(SVG, 'rect');
    const text = document.createElementNS(SVG, 'text');
    group.setAttribute('class', 'counter');
    for (const [name, value] of Object.entries({ y: '-9', height: '18', rx: '9' })) box.setAttribute(name, value);
    text.setAttribute('text-anchor', 'middle');
    text.setAttribute('y', '4');
    const { x, y } = this.#spot(arrow);
    group.setAttribute('transform', `translate(${x} ${y})`);
    group.append(box, text);
    this.#svg.append(group);
    return { group, box, text, at: { x, y } };
  }

  /** The first place on the arrow where a counter hides no words. */
  #spot({ path }: Arrow): { x: number; y: number } {
    const length = path.getTotalLength();
    const words = [...this.#svg.querySelectorAll<SVGGraphicsElement>('text:not(.counter *)')].map((word) => word.getBBox());
    const counters = this.#arrows.flatMap(({ counter }) => (counter ? [new DOMRect(counter.at.x - 26, counter.at.y - 9, 52, 18)] : []));
    const points = SPOTS.flatMap((part) => {
      const { x, y } = path.getPointAtLength(length * part);
      const next = path.getPointAtLength(length * part + 1);
      const isLevel = Math.abs(next.x - x) > Math.abs(next.y - y);
      return BESIDE.map((off) => (isLevel ? { x, y: y + off } : { x: x + off * 2, y }));
    });
    const isFree = ({ x, y }: { x: number; y: number }) =>
      [...words, ...counters].every(
        (word) => x + 26 < word.x || x - 26 > word.x + word.width || y + 9 < word.y || y - 9 > word.y + word.height,
      );
    const { x, y } = points.find(isFree) ?? points[0]!;
    return { x: Math.round(x), y: Math.round(y) };
  }
}

const namesOf = (node: SVGGElement) => (node.dataset.node ?? '').split(' ').filter(Boolean);
