import { keep, kept } from './storage.ts';

/** Marks what was read before, by its place in the book: the same in both languages. The room for the mark is always there. */
class VisitedPages extends HTMLElement {
  connectedCallback() {
    const value = kept('visited');
    const seen = new Set<unknown>(Array.isArray(value) ? value : []);
    const note = this.querySelector('template');
    for (const item of this.querySelectorAll<HTMLElement>('[data-chapter]')) {
      if (!seen.has(item.dataset.chapter)) continue;
      item.dataset.visited = '';
      if (note) item.querySelector('a')?.append(note.content.cloneNode(true));
    }
    const current = this.querySelector('[aria-current="page"]')?.closest<HTMLElement>('[data-chapter]')?.dataset.chapter;
    if (current !== undefined) keep('visited', [...seen.add(current)]);
  }
}

customElements.define('visited-pages', VisitedPages);
