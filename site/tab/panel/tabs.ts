import { el } from './dom.ts';

/** One view behind a tab. */
export interface View {
  id: string;
  label: string;
  element: HTMLElement;
  /** Called when the view comes into sight, and when it leaves it. */
  shown?(isShown: boolean): void;
}

/** Tabs by the pattern of the ARIA guide: one stop for the Tab key, arrows within. */
export function tabList(label: string, views: readonly View[]): HTMLElement {
  const list = el('div', { role: 'tablist', 'aria-label': label });
  const tabs = views.map(({ id, label }) =>
    el('button', { type: 'button', role: 'tab', id: `live-tab-${id}`, 'aria-controls': `live-view-${id}` }, label),
  );
  const panels = views.map(({ id, element }) =>
    el('div', { role: 'tabpanel', id: `live-view-${id}`, 'aria-labelledby': `live-tab-${id}`, class: 'view', 'data-view': id }, element),
  );
  let current = -1;
  const select = (index: number) => {
    if (index === current) return;
    views[current]?.shown?.(false);
    current = index;
    for (const [at, tab] of tabs.entries()) {
      tab.ariaSelected = String(at === index);
      tab.tabIndex = at === index ? 0 : -1;
      panels[at]!.hidden = at !== index;
    }
    views[index]!.shown?.(true);
  };
  const keys: Record<string, () => number> = {
    ArrowRight: () => (current + 1) % tabs.length,
    ArrowLeft: () => (current + tabs.length - 1) % tabs.length,
    Home: () => 0,
    End: () => tabs.length - 1,
  };
  list.addEventListener('keydown', (event) => {
    const to = keys[event.key]?.();
    if (to === undefined) return;
    event.preventDefault();
    // Reason: the page turns its own pages with the arrows.
    event.stopPropagation();
    select(to);
    tabs[to]!.focus();
  });
  for (const [index, tab] of tabs.entries()) tab.addEventListener('click', () => select(index));
  list.append(...tabs);
  select(0);
  return el('div', { class: 'tabbed' }, list, ...panels);
}
