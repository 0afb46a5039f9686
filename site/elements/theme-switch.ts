import { keep } from './storage.ts';

/** Sets and keeps the appearance; `theme.js` sets it again before the next page is painted. Without a choice the system's holds. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector('select');
    if (!select) return;
    const root = document.documentElement;
    select.value = root.dataset.theme ?? '';
    select.addEventListener('change', () => {
      if (select.value === '') delete root.dataset.theme;
      else root.dataset.theme = select.value;
      keep('theme', select.value);
    });
  }
}

customElements.define('theme-switch', ThemeSwitch);
