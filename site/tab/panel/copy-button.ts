import { el } from './dom.ts';
import type { ViewTranslate } from './words.ts';

/** A button that copies a text and says so. */
export function copyButton(t: ViewTranslate, text: () => string): HTMLButtonElement {
  const button = el('button', {
    type: 'button',
    class: 'small',
    click: async () => {
      await navigator.clipboard.writeText(text());
      button.textContent = t('copied');
      setTimeout(() => (button.textContent = t('copy')), 1600);
    },
  });
  button.textContent = t('copy');
  return button;
}
