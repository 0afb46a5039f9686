import { placeBeside } from './place-beside.ts';

/**
 * What a term of the glossary means, on a card beside it: by hovering, by keyboard focus, by the first tap (the second follows
 * the link). The card lies above the page, so nothing moves; Escape, leaving and scrolling on put it away.
 */
const HOVER_MS = 180;
const LEAVE_MS = 220;

const card = document.createElement('div');
card.className = 'term-card';
card.popover = 'manual';
document.body.append(card);

let shown: HTMLAnchorElement | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

for (const link of document.querySelectorAll<HTMLAnchorElement>('a.term')) {
  // Reason: the browser's own tooltip would lie over the card; screen readers say the description all the same.
  link.ariaDescription = link.title;
  link.removeAttribute('title');
}

function show(link: HTMLAnchorElement): void {
  clearTimeout(waiting);
  if (shown === link) return;
  const { other = '', more = '' } = link.dataset;
  const word = paragraph('word', link.textContent ?? '');
  if (other) {
    const twin = document.createElement('span');
    twin.lang = document.documentElement.lang === 'vi' ? 'en' : 'vi';
    twin.textContent = other;
    word.append(twin);
  }
  const last = paragraph('', '');
  const glossary = document.createElement('a');
  glossary.href = link.href;
  glossary.textContent = more;
  // Reason: whoever uses the keyboard opens the glossary from the term itself.
  glossary.tabIndex = -1;
  last.append(glossary);
  card.replaceChildren(word, paragraph('', link.ariaDescription ?? ''), last);
  card.showPopover();
  shown = link;
  place();
}

function place(): void {
  if (shown) placeBeside(card, shown.getClientRects()[0] ?? shown.getBoundingClientRect());
}

function hide(): void {
  clearTimeout(waiting);
  if (card.matches(':popover-open')) card.hidePopover();
  shown = undefined;
}

function paragraph(name: string, text: string): HTMLParagraphElement {
  const element = document.createElement('p');
  element.className = name;
  element.textContent = text;
  return element;
}

const termAt = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLAnchorElement>('a.term') : null);

document.addEventListener('pointerover', (event) => {
  if (event.pointerType === 'touch') return;
  const link = termAt(event.target);
  const onCard = event.target instanceof Node && card.contains(event.target);
  clearTimeout(waiting);
  // Reason: the page may have scrolled away from under the pointer meanwhile.
  if (link) waiting = setTimeout(() => link.matches(':hover') && show(link), HOVER_MS);
  else if (shown && !onCard && document.activeElement !== shown) waiting = setTimeout(hide, LEAVE_MS);
});
document.addEventListener('focusin', ({ target }) => {
  const link = termAt(target);
  if (link?.matches(':focus-visible')) show(link);
});
document.addEventListener('focusout', ({ target }) => {
  if (termAt(target) === shown) hide();
});
let touched = false;
document.addEventListener('pointerdown', ({ pointerType, target }) => {
  touched = pointerType === 'touch';
  if (touched && shown && !termAt(target) && !(target instanceof Node && card.contains(target))) hide();
});
document.addEventListener('click', (event) => {
  const link = termAt(event.target);
  if (!link || !touched || shown === link) return;
  event.preventDefault();
  show(link);
});
document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide());
// Reason: focusing or hovering may itself scroll the page; the card goes along while its term is still the one pointed at.
addEventListener('scroll', () => (shown?.matches(':hover, :focus-visible') ? place() : shown && hide()), { passive: true });
