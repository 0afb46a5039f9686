/** Headings have the same ids in both languages: the switch leads to the same place. */
class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector('a');
    link?.addEventListener('click', () => {
      link.hash = placeBeingRead() ?? location.hash;
    });
  }
}

/** The last heading above the upper third of the window. */
function placeBeingRead(): string | undefined {
  const above = [...document.querySelectorAll('main :is(h2, h3)[id]')].filter(
    (heading) => heading.getBoundingClientRect().top < innerHeight / 3,
  );
  return window.scrollY > 0 ? above.at(-1)?.id : undefined;
}

customElements.define('language-switch', LanguageSwitch);
