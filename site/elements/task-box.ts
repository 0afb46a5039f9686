import { placeOnPage } from './place-on-page.ts';
import { keep, kept } from './storage.ts';

/** A task can be ticked off; without JavaScript there is no box to tick. Its room is kept free, so nothing moves. */
class TaskBox extends HTMLElement {
  connectedCallback() {
    const template = this.querySelector('template');
    if (!template) return;
    const place = placeOnPage(this);
    this.append(template.content.cloneNode(true));
    const box = this.querySelector('input')!;
    box.checked = done().includes(place);
    box.addEventListener('change', () => {
      const others = done().filter((name) => name !== place);
      keep('tasks', box.checked ? [...others, place] : others);
    });
  }
}

function done(): unknown[] {
  const value = kept('tasks');
  return Array.isArray(value) ? value : [];
}

customElements.define('task-box', TaskBox);
