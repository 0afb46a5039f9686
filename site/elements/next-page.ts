import { progressStore } from '../progress/store.ts';

/**
 * The link with which reading begins, or goes on: on the home page where the reader was last, on a part's cover at its first
 * page that is not done. The addresses and names are those of the contents. Its height is the same either way.
 */
class NextPage extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a');
    const verb = this.querySelector('.verb');
    const name = this.querySelector('.name');
    if (!link || !verb || !name) return;
    const start = { href: link.href, verb: verb.textContent, name: name.textContent };
    progressStore.follow(() => {
      const found = this.#found();
      link.href = found?.href ?? start.href;
      verb.textContent = found ? (this.dataset.goOn ?? '') : start.verb;
      name.textContent = found?.name ?? start.name;
    });
  }

  #found(): { href: string; name: string } | undefined {
    const { now } = progressStore;
    const { pages } = this.dataset;
    if (pages === undefined) return now.last && target(now.last.page, now.last.heading);
    const all = pages.split(' ');
    const begun = all.some((page) => now.visited.has(page) || now.done.has(page));
    const open = all.find((page) => !now.done.has(page));
    return begun && open !== undefined ? target(open, now.last?.page === open ? now.last.heading : '') : undefined;
  }
}

/** A page that is no longer there is not offered. */
function target(page: string, heading: string): { href: string; name: string } | undefined {
  const link = document.querySelector<HTMLAnchorElement>(`.contents [data-chapter="${page}"] > .row a`);
  if (!link) return undefined;
  const name = [...link.querySelectorAll('.number, .title')].map((part) => part.textContent.trim()).join(' ');
  return { href: heading ? `${link.pathname}#${heading}` : link.pathname, name };
}

customElements.define('next-page', NextPage);
