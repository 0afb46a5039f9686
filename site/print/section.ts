/** A page that becomes a section of a printed chapter. */
export interface Section {
  /** Before every id of the page, as two pages may have the same ones. */
  prefix: string;
  /** The page's own address, for links that only name a place. */
  path: string;
  /** Where a link of the site leads in print: to a place in the same document, or to an absolute address. */
  linkTo(href: string): string;
}

const tag = /<[a-z][\w-]*(?:\s+[^\s=<>"]+(?:="[^"]*")?)*\s*\/?>/gi;
/** Attributes that hold one id or several. */
const idAttributes = /\s(id|for|list|popovertarget|aria-labelledby|aria-describedby|aria-controls|aria-details|aria-owns)="([^"]+)"/g;

/**
 * The HTML of a page as part of a longer document: ids are its own, links lead to where the reader of paper finds them,
 * nothing is folded and nothing moves.
 */
export function asSection(html: string, { prefix, path, linkTo }: Section): string {
  return html.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, '').replaceAll(tag, (text) => {
    const own = text
      .replaceAll(idAttributes, (_, name: string, ids: string) => ` ${name}="${ids.replaceAll(/\S+/g, (id) => prefix + id)}"`)
      .replaceAll(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${prefix}${id})`)
      .replace(/\sxlink:href="#([^"]+)"/, (_, id: string) => ` xlink:href="#${prefix}${id}"`)
      .replace(/\sloading="lazy"/, '');
    if (/^<(use|textPath|linearGradient|pattern)\b/i.test(own)) return own.replace(/\shref="#/, ` href="#${prefix}`);
    if (/^<input\b/i.test(own)) return own.replace(/\sname="/, ` name="${prefix}`);
    if (/^<details\b/i.test(own)) return own.replace(/\s(open|name)(="[^"]*")?(?=[\s>])/g, '').replace('<details', '<details open');
    if (/^<a\b/i.test(own))
      return own.replace(/\shref="([#/][^"]*)"/, (_, href: string) => ` href="${linkTo(href.startsWith('#') ? path + href : href)}"`);
    return own;
  });
}
