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
      this.#say(this.dataset.forgotten);
    });
  }

  async #read(input: HTMLInputElement) {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = fromData(parsed(await file.text()));
    input.value = '';
    if (read === 'not-progress') return this.#say(this.dataset.notProgress);
    if (read === 'newer') return this.#say(this.dataset.newer);
    progressStore.change((now) => merged(now, read));
    this.#say(this.dataset.imported?.replace('{done}', String(read.done.size)).replace('{visited}', String(read.visited.size)));
  }

  #say(text = '') {
    this.querySelector('.status')!.textContent = text;
  }
}

/** Hands the reader a file. */
function save() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(toData(progressStore.now), null, 2)], { type: 'application/json' }));
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
