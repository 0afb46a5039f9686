import type { ViewContext } from '../context.ts';
import { copyButton } from '../copy-button.ts';
import { el } from '../dom.ts';
import { shortName } from '../runner.ts';
import { wear } from '../style-sheet.ts';
import css from './template.css?inline';
import type { Filled } from './views.ts';

/** The template of the chosen stage, resource by resource, with the name each has got. */
export function templateView({ runner, t }: ViewContext): Filled {
  wear(css);
  const list = el('div', { class: 'resources' });
  const text = () => runner.edits.template ?? JSON.stringify(runner.pack.variants[runner.variant]!.template, null, 2);
  const look = () => {
    const open = new Set([...list.querySelectorAll<HTMLElement>('details[open]')].map(({ dataset }) => dataset.id));
    const { Resources } = runner.pack.variants[runner.variant]!.template;
    list.replaceChildren(
      ...Object.entries(Resources).map(([id, resource]) => {
        const { Type, ...rest } = resource;
        const physical = runner.state.resources[id]?.id;
        return el(
          'details',
          { 'data-id': id, open: open.has(id) },
          el('summary', {}, shortName(id), el('small', {}, physical === undefined ? Type : `${Type} · ${physical}`)),
          el('pre', { tabindex: '0' }, JSON.stringify(rest, null, 2)),
        );
      }),
    );
  };
  let isShown = false;
  runner.on(({ event }) => event === 'state' && isShown && look());
  return {
    element: el('div', {}, el('div', { class: 'row' }, el('p', { class: 'none wide' }, t('template.note')), copyButton(t, text)), list),
    shown(now) {
      isShown = now;
      if (now) look();
    },
  };
}
