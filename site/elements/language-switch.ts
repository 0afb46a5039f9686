import { placeBeingRead } from './place-being-read.ts';

/** Headings have the same ids in both languages: the switch leads to the same place. */
class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a');
    link?.addEventListener('click', () => {
      link.hash = placeBeingRead() || location.hash;
    });
  }
}

customElements.define('language-switch', LanguageSwitch);
