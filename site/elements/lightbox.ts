import { clamped, scrolledTo, zoomed } from './zoom.ts';

/**
 * Opens a figure over the whole window. Buttons and + - 0 change its size, so do Ctrl and the wheel, and two fingers; scrolling and
 * dragging move it. Escape closes, and the browser gives the focus back to the button that opened it.
 */
class Lightbox {
  private scale = 1;
  private readonly dialog: HTMLDialogElement;
  private readonly view: HTMLElement;
  private readonly output: HTMLOutputElement;

  constructor(dialog: HTMLDialogElement) {
    this.dialog = dialog;
    this.view = dialog.querySelector('.view')!;
    this.output = dialog.querySelector('output')!;
    dialog.addEventListener('click', ({ target }) => {
      const asked = target instanceof HTMLButtonElement ? target.value : '';
      if (asked === 'close') dialog.close();
      else this.ask(asked);
    });
    dialog.addEventListener('keydown', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && this.ask(event.key)) event.preventDefault();
    });
    dialog.addEventListener('close', () => this.view.replaceChildren());
    this.view.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.listenToFingers();
  }

  open(figure: HTMLElement): void {
    this.view.replaceChildren(copyOf(figure));
    this.dialog.showModal();
    this.view.focus();
    this.set(1);
  }

  private ask(what: string): boolean {
    const scale = zoomed(this.scale, what);
    if (scale === undefined) return false;
    this.set(scale);
    return true;
  }

  /** `at`: the point in the view that stays where it is; its middle unless said. */
  private set(scale: number, at = { x: this.view.clientWidth / 2, y: this.view.clientHeight / 2 }): void {
    const { scrollLeft, scrollTop } = this.view;
    this.view.style.setProperty('--scale', String(scale));
    this.view.scrollLeft = scrolledTo(scrollLeft, at.x, this.scale, scale);
    this.view.scrollTop = scrolledTo(scrollTop, at.y, this.scale, scale);
    this.scale = scale;
    this.output.value = `${Math.round(scale * 100)} %`;
  }

  /** A trackpad's pinch is a wheel with Ctrl, too. */
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.set(clamped(this.scale * Math.exp(-event.deltaY / 300)), this.inView(event));
  }

  private inView({ clientX, clientY }: { clientX: number; clientY: number }): { x: number; y: number } {
    const { left, top } = this.view.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** One finger or the mouse drags (touch scrolls by itself), two fingers pinch. */
  private listenToFingers(): void {
    const fingers = new Map<number, PointerEvent>();
    const apart = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a!.clientX - b!.clientX, a!.clientY - b!.clientY);
    };
    this.view.addEventListener('pointerdown', (event) => {
      // Reason: text is selected with the mouse, a drawing is moved.
      if (!this.view.querySelector('svg, img')) return;
      fingers.set(event.pointerId, event);
      if (event.pointerType === 'mouse') this.view.setPointerCapture(event.pointerId);
    });
    this.view.addEventListener('pointermove', (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const before = fingers.size === 2 ? apart() : 0;
      fingers.set(event.pointerId, event);
      if (fingers.size === 2 && before > 0) this.set(clamped((this.scale * apart()) / before), this.inView(event));
      else if (event.pointerType === 'mouse') this.view.scrollBy(last.clientX - event.clientX, last.clientY - event.clientY);
    });
    for (const end of ['pointerup', 'pointercancel'] as const)
      this.view.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
  }
}

/** A figure again, without its button, its ids renamed so that each stands on the page once. */
function copyOf(figure: HTMLElement): HTMLElement {
  const copy = figure.cloneNode(true) as HTMLElement;
  copy.querySelector('.zoom')?.remove();
  copy.removeAttribute('data-zoom');
  const ids = [copy, ...copy.querySelectorAll('[id]')].map(({ id }) => id).filter(Boolean);
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const attribute of element.attributes) {
      if (attribute.name === 'id') attribute.value += '-large';
      else attribute.value = attribute.value.replace(/#([\w-]+)|^[\w -]+$/g, (text) => renamed(text, attribute.name, ids));
    }
  }
  return copy;
}

/** A reference to one of the ids: `#name`, or the bare names of aria-labelledby and its like. */
function renamed(text: string, attribute: string, ids: readonly string[]): string {
  if (text.startsWith('#')) return ids.includes(text.slice(1)) ? `${text}-large` : text;
  if (!/^(aria-|for$)/.test(attribute)) return text;
  return text
    .split(' ')
    .map((name) => (ids.includes(name) ? `${name}-large` : name))
    .join(' ');
}

const dialog = document.querySelector<HTMLDialogElement>('dialog.lightbox');
if (dialog) {
  const lightbox = new Lightbox(dialog);
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-zoom]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'zoom';
    button.textContent = figure.dataset.zoom || (dialog.dataset.open ?? '');
    const said = figure.querySelector('figcaption, title')?.textContent;
    if (said) button.ariaLabel = `${button.textContent}: ${said}`;
    button.addEventListener('click', () => lightbox.open(figure));
    figure.append(button);
  }
}
