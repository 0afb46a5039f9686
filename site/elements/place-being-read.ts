/** The id of the last heading above the upper third of the window; nothing at the top of the page. */
export function placeBeingRead(): string {
  if (window.scrollY === 0) return '';
  const above = [...document.querySelectorAll('main :is(h2, h3)[id]')].filter(
    (heading) => heading.getBoundingClientRect().top < innerHeight / 3,
  );
  return above.at(-1)?.id ?? '';
}
