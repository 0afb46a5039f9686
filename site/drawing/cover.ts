import { capstone } from './covers/capstone.ts';
import { delivery } from './covers/delivery.ts';
import { events } from './covers/events.ts';
import { home } from './covers/home.ts';
import { instructors } from './covers/instructors.ts';
import { journal } from './covers/journal.ts';
import { operations } from './covers/operations.ts';
import { serverless } from './covers/serverless.ts';
import { servers } from './covers/servers.ts';
import type { CoverDrawing } from './covers/shapes.ts';
import { start } from './covers/start.ts';

const drawings = { home, start, serverless, events, operations, servers, delivery, capstone, instructors, journal };
export type CoverKind = keyof typeof drawings;

/** The names an author may write, in the order of the parts. */
export const coverKinds = Object.keys(drawings) as [CoverKind, ...CoverKind[]];

/** How large every cover is. */
export const coverSize = { width: 1200, height: 340 };

/**
 * What stands inside a cover's `<svg>`. Colours come from the classes: the page's style sheet has one set of them, the
 * pictures for other sites have another (site/pictures). Ids begin with the cover's name, as a page may show several.
 */
export function coverMarkup(kind: CoverKind): string {
  const { sun, strands, beams = [], poles = [], panes = [], woven, curls, ties = [], knots = [], events } = drawings[kind] as CoverDrawing;
  const id = (name: string) => `${kind}-${name}`;
  const { width, height } = coverSize;
  const whole = `width="${width}" height="${height}"`;
  const paths = (name: string, all: readonly string[]) => (all.length > 0 ? `<path class="${name}" d="${all.join('')}"/>` : '');
  return [
    '<defs>',
    `<pattern id="${id('cane')}" width="44" height="44" patternUnits="userSpaceOnUse"><path class="cane" d="M18 0v44M26 0v44M0 18h44M0 26h44M0 0l44 44M44 0L0 44"/></pattern>`,
    `<pattern id="${id('basket')}" width="32" height="32" patternUnits="userSpaceOnUse" patternTransform="rotate(-14)"><path class="weft" d="M0 2h32v12H0zM0 18h32v12H0z"/><path class="warp" d="M2 0h12v18H2zM2 30h12v2H2zM18 14h12v18H18zM18 0h12v2H18z"/></pattern>`,
    `<linearGradient id="${id('fade')}"><stop offset="0.3" stop-color="#000"/><stop offset="0.55" stop-color="#fff"/></linearGradient>`,
    `<mask id="${id('faded')}"><rect ${whole} fill="url(#${id('fade')})"/></mask>`,
    '</defs>',
    `<rect class="sky" ${whole}/>`,
    `<rect ${whole} fill="url(#${id('cane')})"${kind === 'home' ? ` mask="url(#${id('faded')})"` : ''}/>`,
    `<circle class="sun" cx="${sun.x}" cy="${sun.y}" r="${sun.r}"/>`,
    paths('strand', strands),
    paths('pole', poles),
    paths('beam', beams),
    paths('pane', panes),
    ...woven.map(
      (d) =>
        `<path class="gap" fill-rule="evenodd" d="${d}"/><path fill="url(#${id('basket')})" fill-rule="evenodd" d="${d}"/><path class="rim" d="${d}"/>`,
    ),
    paths('curl', curls),
    paths('strand', ties),
    ...knots.map(
      ({ x, y }) =>
        `<g transform="translate(${x} ${y}) rotate(45)"><rect class="knot" x="-17" y="-17" width="34" height="34" rx="6"/><path class="knot-weave" d="M-17 -5h12m10 0h12M-17 6h22m10 0h2M-6 -17v22m0 8v4M6 -17v6m0 8v20"/></g>`,
    ),
    ...events.map(({ x, y, odd }) => `<circle class="event${odd ? ' odd' : ''}" cx="${x}" cy="${y}" r="5.5"/>`),
  ].join('');
}
