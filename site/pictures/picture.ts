import { type CoverKind, coverMarkup } from '../drawing/cover.ts';
import { inLines, outline, type Typeface, widthOf } from './outline.ts';

/** What the picture of a page says, for where the page is shared. */
export interface PictureText {
  /** `Chương 2.4 · Kiến trúc hướng sự kiện`; may be empty. */
  kicker: string;
  title: string;
  cover: CoverKind;
}

/** The size that other sites ask for. */
export const pictureSize = { width: 1200, height: 630 };

const BAND = 300; // px of the drawing, at the foot
const MARGIN = 72;

/** The house's colours in light, as plain values: what draws these pictures knows no CSS variables. */
const css = `
.sky,.pane{fill:#f4eee1}.cane{stroke:#c39a52;stroke-width:1.3;opacity:.3;fill:none}.sun{fill:#a8402f}
.gap{fill:#0f4b4c}.weft{fill:#3c7677}.warp{fill:#729c99}
.rim,.curl{fill:none;stroke:#fbf8f1;stroke-width:5;stroke-linecap:round}
.beam,.pole{fill:none;stroke:#6f4e0c;stroke-width:14;stroke-linecap:round}.pole{stroke-width:7}
.strand{fill:none;stroke:#c39a52;stroke-width:3;stroke-linejoin:round}
.knot{fill:#fbf8f1;stroke:#0b5a5c;stroke-width:3}.knot-weave{stroke:#0b5a5c;stroke-width:3;fill:none}
.event{fill:#0b5a5c;stroke:#f4eee1;stroke-width:2.5}.event.odd{fill:#9f2f1d}`;

/** The drawing at the foot, which many pages share. */
export function bandSvg(cover: CoverKind): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="${BAND}" viewBox="0 20 1200 ${BAND}"><style>${css}</style>${coverMarkup(cover)}</svg>`;
}

/** Everything above the drawing: no text in it, only outlines. */
export function headSvg({ kicker, title }: PictureText, { regular, bold }: { regular: Typeface; bold: Typeface }): string {
  const width = pictureSize.width - 2 * MARGIN;
  const size = [74, 60, 48, 40].find((one, index) => inLines(bold, title, one, width).length <= index + 1) ?? 34;
  const lines = inLines(bold, title, size, width);
  const leading = size * 1.28;
  const top = 206 - ((lines.length - 1) * leading) / 2 + size * 0.36;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="${pictureSize.height - BAND}"><rect width="1200" height="${pictureSize.height - BAND}" fill="#fbf8f1"/>`,
    `<g transform="translate(${MARGIN} 34) scale(1.5)"><clipPath id="c"><path d="${cloud}"/></clipPath><path fill="#0b5a5c" d="${cloud}"/><path clip-path="url(#c)" fill="none" stroke="#fbf8f1" stroke-width="1.7" d="M3 15.4h6.4m5 0h8.4m5 0h4M3 21h12.4m4.8 0h12M11.9 6v6.6m0 5.4v9M17.8 2v15m0 6.6V28M23.6 6v6.6m0 5.4v9"/></g>`,
    `<path fill="#1c2624" d="${outline(bold, 'Xưởng Mây', MARGIN + 62, 72, 32)}"/>`,
    kicker && `<path fill="#6f4e0c" d="${outline(regular, kicker, pictureSize.width - MARGIN - widthOf(regular, kicker, 26), 72, 26)}"/>`,
    ...lines.map((line, index) => `<path fill="#1c2624" d="${outline(bold, line, MARGIN, top + index * leading, size)}"/>`),
    // The woven edge of the site's head.
    `<path stroke="#0b5a5c" stroke-width="3" stroke-dasharray="15 15" d="M0 ${pictureSize.height - BAND - 6}H1200"/><path stroke="#c39a52" stroke-width="3" stroke-dasharray="15 15" stroke-dashoffset="15" d="M0 ${pictureSize.height - BAND - 2}H1200"/>`,
    '</svg>',
  ].join('');
}

const cloud = 'M8.4 26a6.4 6.4 0 0 1-1-12.7A9 9 0 0 1 24.6 11a7.4 7.4 0 0 1-.6 15z';
