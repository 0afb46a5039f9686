/** The arrow keys turn the page, except where they move something else. */
const ownArrows = 'input, select, textarea, pre, dialog, [contenteditable], [tabindex="0"], [popover]:popover-open';

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest(ownArrows)) return;
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  const link = rel && document.querySelector<HTMLAnchorElement>(`.pager a[rel="${rel}"]`);
  if (link) location.href = link.href;
});
