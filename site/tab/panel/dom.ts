type Listener = (event: Event) => void;
type Attribute = string | boolean | undefined | Listener;

/** An element with attributes (a function listens to the event of that name; false and undefined are left out) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, '');
    else if (typeof value === 'string') element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A label over its field. */
export function field(label: string, input: HTMLElement): HTMLLabelElement {
  return el('label', { class: 'field' }, el('span', {}, label), input);
}

/** Options of a select, keeping what was chosen where it is still there. */
export function setOptions(select: HTMLSelectElement, options: readonly { value: string; text: string }[]): void {
  const same = select.options.length === options.length && options.every(({ value }, index) => select.options[index]!.value === value);
  if (same) return;
  const chosen = select.value;
  select.replaceChildren(...options.map(({ value, text }) => el('option', { value }, text)));
  if (options.some(({ value }) => value === chosen)) select.value = chosen;
}

/** A table with heads; cells are texts or what is put in them. */
export function grid(label: string, heads: readonly string[], rows: readonly (readonly (Node | string)[])[]): HTMLElement {
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
    ),
  );
}
