import { progressStore } from '../progress/store.ts';

/** How many of some pages are done: a bar and a figure, both there from the start. */
class PagesDone extends HTMLElement {
  connectedCallback() {
    const bar = this.querySelector('progress');
    const figure = this.querySelector('.figure');
    const pages = (this.dataset.pages ?? '').split(' ').filter(Boolean);
    if (!bar || !figure) return;
    progressStore.follow(() => {
      const done = pages.filter((page) => progressStore.now.done.has(page)).length;
      bar.value = done;
      figure.textContent = `${done}/${pages.length}`;
      this.toggleAttribute('data-done', done === pages.length);
    });
  }
}

customElements.define('pages-done', PagesDone);
