/** A link to something folded opens it. */
function open(): void {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (target instanceof HTMLDetailsElement) target.open = true;
}

addEventListener('hashchange', open);
open();
