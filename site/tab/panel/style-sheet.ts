const worn = new Set<string>();

/** Puts the style of a part of the panel on the page, once; by script, as the page's policy allows no style in the page itself. */
export function wear(css: string): void {
  if (worn.has(css)) return;
  worn.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
