/**
 * A name for something on a page that survives edits elsewhere on it, the same in both languages: the section it stands in and
 * its number among its like there. `event-driven/leda/#story/quiz-choices/1`
 */
export function placeOnPage(element: Element): string {
  const page = location.pathname.replace(/^\/en(?=\/)/, '').replace(/^\/|\/$/g, '');
  const all = [...document.querySelectorAll(`main :is(h2, h3)[id], main ${element.localName}`)];
  const before = all.slice(0, all.indexOf(element));
  const heading = before.findLastIndex(({ localName }) => /^h[23]$/.test(localName));
  return `${page}/#${before[heading]?.id ?? ''}/${element.localName}/${before.length - heading}`;
}
