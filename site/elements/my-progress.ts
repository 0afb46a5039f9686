import { forgetKeepsakes, keepKeepsakes, keepsakesOf, keptKeepsakes, mergedKeepsakes } from '../progress/keepsakes.ts';
import { fromData, marked, merged, noProgress, toData } from '../progress/progress.ts';
import { progressStore } from '../progress/store.ts';

/** The page of the reader's progress: ticks, a file to take along, and forgetting everything. */
class MyProgress extends HTMLElement {
  connectedCallback() {
    const denied = this.querySelector<HTMLElement>('.denied');
    if (denied) denied.hidden = progressStore.lasts;
    const boxes = [...this.querySelectorAll<HTMLInputElement>('li input')];
    for (const box of boxes) {
      box.addEventListener('change', () => progressStore.change((now) => marked(now, box.value, box.checked)));
    }
    progressStore.follow(() => {
      const { done, visited } = progressStore.now;
      for (const box of boxes) {
        box.checked = done.has(box.value);
        box.closest('li')?.toggleAttribute('data-visited', visited.has(box.value));
      }
    });
    this.querySelector('.export')?.addEventListener('click', save);
    this.querySelector('.import input')?.addEventListener('change', ({ target }) => this.#read(target as HTMLInputElement));
    const dialog = this.querySelector('dialog');
    this.querySelector('.forget')?.addEventListener('click', () => {
      if (!dialog) return;
      dialog.returnValue = '';
      dialog.showModal();
    });
    dialog?.addEventListener('close', () => {
      if (dialog.returnValue !== 'yes') return;
      progressStore.change(() => noProgress);
      forgetKeepsakes(this.dataset.labs?.split(' ') ?? [], undefined, globalThis.indexedDB);
      this.#say(this.dataset.forgotten);
    });
  }

  async #read(input: HTMLInputElement) {
    const [file] = input.files ?? [];
    if (!file) return;
    const data = parsed(await file.text());
    const [read, keepsakes] = [fromData(data), keepsakesOf(data)];
    input.value = '';
    if (read === 'newer') return this.#say(this.dataset.newer);
    if (read === 'not-progress' || keepsakes === undefined) return this.#say(this.dataset.notProgress);
    progressStore.change((now) => merged(now, read));
    keepKeepsakes(mergedKeepsakes(keptKeepsakes(), keepsakes));
    const counts = { done: read.done.size, visited: read.visited.size, labs: Object.keys(keepsakes.labs).length };
    this.#say(
      Object.entries(counts).reduce((text, [name, count]) => text.replace(`{${name}}`, String(count)), this.dataset.imported ?? ''),
    );
  }

  #say(text = '') {
    this.querySelector('.status')!.textContent = text;
  }
}

/** Hands the reader a file. */
function save() {
  const data = { ...toData(progressStore.now), ...keptKeepsakes() };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  link.download = `xuong-may-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Reason: a file that is no JSON is no progress either, and is told so.
  }
}

customElements.define('my-progress', MyProgress);
