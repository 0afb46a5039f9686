import { keep, kept } from './storage.ts';

/**
 * Gives every block of code that may be copied its button, and those wider than the window one that breaks their lines (for all
 * blocks, and kept). Without JavaScript there are none. A prompt is the style sheet's and an expected output another block's: what
 * is copied is the command alone.
 */
function copyButton(figure: HTMLElement): HTMLButtonElement[] {
  const { copy, copied } = figure.dataset;
  if (copy === undefined || copied === undefined) return [];
  const button = newButton('copy', copy);
  button.addEventListener('click', async () => {
    const lines = [...figure.querySelectorAll('code')].filter((code) => !code.closest('figcaption'));
    await navigator.clipboard.writeText(
      lines
        .map(({ textContent }) => textContent)
        .join('')
        .trimEnd(),
    );
    button.textContent = copied;
    setTimeout(() => (button.textContent = copy), 1600);
  });
  return [button];
}

const wraps: HTMLButtonElement[] = [];

function wrapButton(figure: HTMLElement): HTMLButtonElement[] {
  const { wrap } = figure.dataset;
  const pre = figure.querySelector<HTMLElement>('.sheet, pre');
  if (wrap === undefined || !pre) return [];
  const button = newButton('wrap', '↩');
  button.ariaLabel = wrap;
  button.title = wrap;
  button.addEventListener('click', () => setWrap(!document.documentElement.hasAttribute('data-wrap')));
  const look = () => {
    button.hidden = pre.scrollWidth <= pre.clientWidth && !document.documentElement.hasAttribute('data-wrap');
  };
  new ResizeObserver(look).observe(pre);
  look();
  wraps.push(button);
  return [button];
}

function setWrap(on: boolean): void {
  document.documentElement.toggleAttribute('data-wrap', on);
  for (const button of wraps) button.ariaPressed = String(on);
  keep('wrap', on);
}

function newButton(className: string, text: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.textContent = text;
  return button;
}

for (const figure of document.querySelectorAll<HTMLElement>('figure.code')) {
  const buttons = [...wrapButton(figure), ...copyButton(figure)];
  if (buttons.length === 0) continue;
  const tools = document.createElement('div');
  tools.className = 'tools';
  tools.append(...buttons);
  figure.append(tools);
}
if (kept('wrap') === true) setWrap(true);
else for (const button of wraps) button.ariaPressed = 'false';
