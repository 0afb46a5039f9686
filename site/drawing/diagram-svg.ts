import type { Drawing } from '../diagram/layout/drawing.ts';
import { pathOf } from '../diagram/layout/drawing.ts';
import { groupText } from '../diagram/layout/group-text.ts';
import { nameOf } from '../diagram/layout/words.ts';
import type { Language } from '../i18n/language.ts';
import { anyAwsIcon } from './aws-icon.ts';

/** How one drawing is called and said. */
export interface DiagramWords {
  /** Begins every id in it, so that a page may hold several. */
  id: string;
  title: string;
  description: string;
  language: Language;
}

/** What is there lies over what is missing, where both go the same way. */
const ORDER = ['lacking', 'added', 'setting', 'data'];

/** One drawing as SVG. `data-node` and `data-edge` say what each part is, by the template's logical ids; an arrow to and fro is two edges. */
export function diagramSvg(drawing: Drawing, shape: 'wide' | 'narrow', { id, title, description, language }: DiagramWords): string {
  const { view, nodes, groups } = drawing;
  const arrows = drawing.arrows.toSorted((a, b) => ORDER.indexOf(a.arrow.style) - ORDER.indexOf(b.arrow.style));
  const icons = [...new Set([...nodes.map(({ node }) => node.icon), ...groups.map(({ group }) => group.icon)])];
  const symbol = (path: string) => `${id}-${path.split('/').at(-1)}`;
  const words = ({ x, y, anchor }: { x: number; y: number; anchor: string }, kind: string, text: string) =>
    `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${text}</text>`;
  return [
    `<svg class="drawing ${shape}" viewBox="${[view.x, view.y, view.width, view.height].map(round).join(' ')}" width="${Math.ceil(view.width)}" role="img" aria-labelledby="${id}-title ${id}-text">`,
    `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-text">${escaped(description)}</desc><defs>`,
    ...[...new Set(arrows.map(({ arrow }) => arrow.style))].map(
      (style) =>
        `<marker id="${id}-${style}" class="${style}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"></path></marker>`,
    ),
    ...icons.map((path) => {
      const { viewBox, inside } = anyAwsIcon(path);
      return `<symbol id="${symbol(path)}" viewBox="${viewBox}">${inside}</symbol>`;
    }),
    '</defs>',
    ...groups.flatMap(({ group, box, label }) => [
      `<g class="group" data-node="${escaped(group.stands.join(' '))}">`,
      `<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="8"></rect>`,
      `<use href="#${symbol(group.icon)}" x="${round(label.box.x - 26)}" y="${round(label.y - 14)}" width="18" height="18"></use>`,
      words(label, 'label', escaped(groupText(group)[language])),
      '</g>',
    ]),
    ...arrows.flatMap(({ arrow, points, label }) => [
      `<g class="${arrow.style}" data-edge="${escaped(arrow.edges.map((edge) => edge.id).join(' '))}">`,
      `<path class="edge" d="${pathOf(points)}" marker-end="url(#${id}-${arrow.style})"${arrow.both ? ` marker-start="url(#${id}-${arrow.style})"` : ''}></path>`,
      label ? words(label, 'label', escaped(arrow.label![language])) : '',
      '</g>',
    ]),
    ...nodes.flatMap(({ node, x, y, name, kind }) => [
      `<g class="node ${node.mark}" data-node="${escaped(node.id)}">`,
      node.mark === 'same' ? '' : `<rect class="outline" x="${round(x - 28)}" y="${round(y - 28)}" width="56" height="56" rx="6"></rect>`,
      `<use href="#${symbol(node.icon)}" x="${round(x - 24)}" y="${round(y - 24)}" width="48" height="48"></use>`,
      words(
        name,
        'name',
        `${escaped(nameOf(node)[language])}<tspan class="kind" x="${round(kind.x)}" y="${round(kind.y)}">${escaped(node.kind[language])}</tspan>`,
      ),
      '</g>',
    ]),
    '</svg>',
  ].join('');
}

const round = (value: number) => Math.round(value * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
