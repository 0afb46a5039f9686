import { visited } from '../progress/progress.ts';
import { progressStore } from '../progress/store.ts';
import { placeBeingRead } from './place-being-read.ts';

/**
 * The contents: marks what was read and what is done, counts what is done of each part, and keeps the page being read in
 * sight. It is on every page, so it also notes what is being read. The room for every mark is always there.
 */
class ContentsMarks extends HTMLElement {
  connectedCallback() {
    const current = this.querySelector('[aria-current="page"]');
    const page = current?.closest<HTMLElement>('[data-chapter]')?.dataset.chapter;
    progressStore.follow(() => this.#show());
    if (page !== undefined) note(page);
    this.#bringIntoSight(current);
  }

  #show() {
    const { visited, done } = progressStore.now;
    const { said = '' } = this.dataset;
    for (const item of this.querySelectorAll<HTMLElement>('[data-chapter]')) {
      const key = item.dataset.chapter!;
      item.toggleAttribute('data-visited', visited.has(key));
      item.toggleAttribute('data-done', done.has(key));
      const state = item.querySelector(':scope > .row .state');
      if (state) state.textContent = done.has(key) ? `, ${this.dataset.done}` : visited.has(key) ? `, ${this.dataset.visited}` : '';
      const count = item.querySelector<HTMLElement>(':scope > .row .count');
      if (!count) continue;
      const pages = count.dataset.pages!.split(' ');
      const finished = pages.filter((each) => done.has(each)).length;
      item.toggleAttribute('data-done', finished === pages.length);
      count.textContent = finished > 0 ? `${finished}/${pages.length}` : '';
      if (state && finished > 0) state.textContent = `, ${said.replace('{done}', String(finished)).replace('{all}', String(pages.length))}`;
    }
  }

  #bringIntoSight(current: Element | null) {
    const box = this.closest<HTMLElement>('.contents');
    if (!box || !current || box.scrollHeight <= box.clientHeight) return;
    const beyond = current.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom + box.clientHeight / 2;
    if (beyond > box.clientHeight / 2) box.scrollTop = beyond;
  }
}

/** Notes the page now, and the place in it when the reader leaves. */
function note(page: string) {
  const here = () => progressStore.change((now) => visited(now, { page, heading: placeBeingRead() }));
  here();
  addEventListener('pagehide', here);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') here();
  });
}

customElements.define('contents-marks', ContentsMarks);
