import { type Found, loadPagefind, type Pagefind } from './pagefind.ts';
import { withoutStroke, withStroke } from './stroke.ts';

const MOST_PAGES = 8;
const MOST_PLACES = 4;

/** The search window: opened by its button, by `/` and by Ctrl-K; arrows move among the results. */
class SearchBox extends HTMLElement {
  #engine: Promise<Pagefind> | undefined;

  connectedCallback() {
    this.#button.hidden = false;
    this.#button.addEventListener('click', () => this.#open());
    this.#input.addEventListener('input', () => this.#search());
    this.#dialog.addEventListener('keydown', (event) => this.#move(event));
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    // An address may ask: /?q=leda
    const asked = new URLSearchParams(location.search).get('q');
    if (asked) {
      this.#open();
      this.#input.value = asked;
      this.#search();
    }
    document.addEventListener('keydown', (event) => {
      const typing = event.target instanceof Element && event.target.closest('input, select, textarea, [contenteditable]');
      const wanted =
        (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) || (event.key === 'k' && (event.ctrlKey || event.metaKey));
      if (!wanted) return;
      event.preventDefault();
      this.#open();
    });
  }

  get #button() {
    return this.querySelector<HTMLButtonElement>('button.search')!;
  }
  get #dialog() {
    return this.querySelector('dialog')!;
  }
  get #input() {
    return this.querySelector('input')!;
  }
  get #results() {
    return this.querySelector<HTMLElement>('.results')!;
  }
  get #status() {
    return this.querySelector<HTMLElement>('.status')!;
  }

  #open() {
    this.#engine ??= loadPagefind();
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.select();
  }

  async #search() {
    const query = this.#input.value.trim();
    if (query === '') return this.#show([], '');
    try {
      const engine = await this.#engine!;
      const answer = await engine.debouncedSearch(withStroke(query.normalize('NFC')), {}, 120);
      if (answer === null) return; // a later key was pressed meanwhile
      const found = await Promise.all(answer.results.slice(0, MOST_PAGES).map((result) => result.data()));
      // Reason: pages of an earlier search may come after those of a later one.
      if (this.#input.value.trim() !== query) return;
      const { found: some = '', nothing = '' } = this.dataset;
      this.#show(found, answer.results.length === 0 ? nothing : some.replace('{count}', String(answer.results.length)));
    } catch (error) {
      this.#engine = undefined;
      this.#show([], this.dataset.broken ?? '');
      throw error;
    }
  }

  #show(found: Found[], status: string) {
    this.#status.textContent = status;
    this.#results.replaceChildren(...byChapter(found).map(chapter));
  }

  /** Down and up among the results; up from the first one is back in the field, from which Enter leads to the first one. */
  #move(event: KeyboardEvent) {
    if (event.key === 'Enter' && event.target === this.#input) {
      event.preventDefault();
      this.#results.querySelector('a')?.click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const places = [this.#input, ...this.#results.querySelectorAll('a')];
    const at = places.findIndex((one) => one.matches(':focus'));
    const next = places[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** What was found, by the chapter it is in; the chapter with the best page comes first. */
function byChapter(found: readonly Found[]): Found[][] {
  const chapters = new Map<string, Found[]>();
  for (const one of found) {
    const chapter = one.meta.chapter ?? one.url;
    chapters.set(chapter, [...(chapters.get(chapter) ?? []), one]);
  }
  return [...chapters.values()];
}

/** A chapter of several pages has its name above them. */
function chapter(pages: Found[]): HTMLElement {
  const section = document.createElement('section');
  const name = pages[0]!.meta.chapter;
  if (name && pages.some(({ meta }) => meta.step)) {
    const heading = document.createElement('h2');
    heading.textContent = withoutStroke(name);
    section.append(heading);
  }
  section.append(...pages.flatMap(page));
  return section;
}

/** A page and the places in it. */
function page({ url, meta, sub_results }: Found): HTMLElement[] {
  const heading = document.createElement('a');
  heading.href = url;
  heading.className = 'page';
  heading.textContent = withoutStroke([meta.number, meta.title].filter(Boolean).join(' '));
  // Those with most of the words come first.
  const places = sub_results
    .filter((place) => place.url !== url)
    .sort((one, other) => other.locations.length - one.locations.length)
    .slice(0, MOST_PLACES);
  return [heading, ...(places.length > 0 ? places : sub_results.slice(0, 1)).map(place)];
}

function place({ url, title, excerpt }: Found['sub_results'][number]): HTMLElement {
  const link = document.createElement('a');
  link.href = url;
  const name = document.createElement('strong');
  name.textContent = withoutStroke(title);
  const text = document.createElement('span');
  // The excerpt is the page's own text, escaped by the engine, with <mark> around what was found.
  text.innerHTML = withoutStroke(excerpt);
  link.append(name, text);
  return link;
}

customElements.define('search-box', SearchBox);
