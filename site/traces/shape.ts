type Value = string | number | boolean | undefined;

/** A piece of a page before it is one: the build writes it as markup, a page makes elements of it. */
export interface Shape {
  name: string;
  attributes: Readonly<Record<string, Value>>;
  children: readonly (Shape | string)[];
}

/** Elements of SVG; all others are of HTML. */
const DRAWN = new Set(['svg', 'g', 'rect', 'path', 'text', 'tspan', 'title', 'desc']);

export function shape(
  name: string,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly (Shape | string | undefined)[]
): Shape {
  return { name, attributes, children: children.filter((child) => child !== undefined) };
}

export function markup({ name, attributes, children }: Shape): string {
  const given = present(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : markup(child))).join('');
  return `<${name}${given.join('')}>${inside}</${name}>`;
}

export function element({ name, attributes, children }: Shape): Element {
  const made = DRAWN.has(name) ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const [key, value] of present(attributes)) made.setAttribute(key, value);
  made.append(...children.map((child) => (typeof child === 'string' ? child : element(child))));
  return made;
}

/** False and undefined are left out. */
function present(attributes: Readonly<Record<string, Value>>): [string, string][] {
  return Object.entries(attributes).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === false ? [] : [[key, value === true ? '' : String(value)]],
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
