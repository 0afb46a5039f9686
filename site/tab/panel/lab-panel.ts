import type { Language } from '../../i18n/language.ts';

type Open = (place: HTMLElement, lab: string, language: Language) => Promise<void>;

/** What a card opens; loaded then. */
const opens: Record<string, () => Promise<Open>> = {
  live: async () => (await import('./panel.ts')).openPanel,
  recorded: async () => (await import('./recorded/player.ts')).openRecording,
};

/** The card that opens a lab in the page, or a recording of it. Nothing of what it shows is loaded before it is opened. */
class LabPanel extends HTMLElement {
  #loaded = false;

  connectedCallback() {
    this.querySelector('button')?.addEventListener('click', () => void this.#toggle());
    addEventListener('hashchange', this.#openWhenMeant);
    this.#openWhenMeant();
  }

  disconnectedCallback() {
    removeEventListener('hashchange', this.#openWhenMeant);
  }

  /** A link to the card is a wish to see what it opens. */
  #openWhenMeant = () => {
    const isOpen = this.querySelector('button')?.ariaExpanded === 'true';
    if (location.hash === `#${this.id}` && !isOpen) void this.#toggle();
  };

  async #toggle() {
    const button = this.querySelector('button')!;
    const place = this.querySelector<HTMLElement>('.panel')!;
    const isOpen = button.ariaExpanded !== 'true';
    this.#show(isOpen);
    if (!isOpen || this.#loaded) return;
    this.#loaded = true;
    place.textContent = this.dataset.loading ?? '';
    try {
      const open = await opens[this.dataset.what!]!();
      await open(place, this.dataset.lab!, this.dataset.language as Language);
    } catch (error) {
      this.#loaded = false;
      place.textContent = this.dataset.failed ?? '';
      console.error(error);
    }
  }

  #show(isOpen: boolean) {
    const button = this.querySelector('button')!;
    button.ariaExpanded = String(isOpen);
    button.textContent = (isOpen ? this.dataset.close : this.dataset.open) ?? '';
    this.querySelector<HTMLElement>('.panel')!.hidden = !isOpen;
  }
}

customElements.define('lab-panel', LabPanel);
