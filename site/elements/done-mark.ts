import { marked } from '../progress/progress.ts';
import { progressStore } from '../progress/store.ts';

/** A box the reader ticks when a page is done. */
class DoneMark extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector('input');
    const { page } = this.dataset;
    if (!box || page === undefined) return;
    progressStore.follow(() => {
      box.checked = progressStore.now.done.has(page);
    });
    box.addEventListener('change', () => progressStore.change((now) => marked(now, page, box.checked)));
  }
}

customElements.define('done-mark', DoneMark);
