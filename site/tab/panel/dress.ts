import css from './panel.css?inline';

let isDressed = false;

/** The panel's style comes with it, as a sheet made by script: the page's policy allows no style in the page itself. */
export function dress(): void {
  if (isDressed) return;
  isDressed = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
