import type { Coverage } from '#labs/contract.ts';
import type { ViewContext } from '../context.ts';
import { copyButton } from '../copy-button.ts';
import { el } from '../dom.ts';
import { wear } from '../style-sheet.ts';
import css from './away.css?inline';
import type { Filled } from './views.ts';

/** The same lab elsewhere: exact commands for the chosen stage; what the page does not cover; the reader's work as a file. */
export function awayView(context: ViewContext, again: () => Promise<void>): Filled {
  wear(css);
  const { runner, t, language } = context;
  const commands = el('div');
  const show = () => {
    const { cost } = runner.pack.lab;
    const usd = cost.usdPerRun.toLocaleString(language, { maximumFractionDigits: 4 });
    const { local, aws } = commandsFor(runner.lab, runner.variant);
    commands.replaceChildren(
      ...way(context, t(runner.drill ? 'away.drill' : 'away.local'), t('away.local.said'), local),
      ...(aws.length > 0 ? way(context, t('away.aws'), t('away.aws.said', { usd }), aws) : []),
    );
  };
  runner.on(({ event }) => event === 'state' && show());
  show();
  return { element: el('div', {}, commands, ...covers(context), ...work(context, again)) };
}

/** What has to be typed for a stage or drill, where the repository is at hand. */
export function commandsFor(lab: string, variant: string): { local: string[]; aws: string[] } {
  const [kind, name = ''] = variant.split(':');
  if (kind === 'drill') return { local: [`npm run lab:drill -- ${lab} ${name}`], aws: [] };
  const stage = name === 'solution' ? '' : ` --stage ${name}`;
  return {
    local: [
      `npm run lab:deploy -- ${lab}${stage}`,
      `npm run lab:run -- ${lab}`,
      `npm run lab:check -- ${lab}`,
      `npm run lab:destroy -- ${lab}`,
    ],
    aws: [
      `npm run lab:deploy -- ${lab}${stage} --target aws --expires 3h`,
      `npm run lab:check -- ${lab} --target aws`,
      `npm run lab:destroy -- ${lab} --target aws`,
    ],
  };
}

function way({ t }: ViewContext, title: string, said: string, lines: readonly string[]): HTMLElement[] {
  const text = lines.join('\n');
  return [
    el('p', { class: 'part' }, title),
    el('p', { class: 'none' }, said),
    el(
      'div',
      { class: 'copied' },
      el('pre', { tabindex: '0' }, text),
      copyButton(t, () => text),
    ),
  ];
}

function covers({ runner, t }: ViewContext): HTMLElement[] {
  const { covers } = runner.pack.lab;
  const names = (coverage: Coverage) => runner.pack.lab.services.filter((service) => (covers.tab[service] ?? 'not-covered') === coverage);
  const [none, settings] = [names('not-covered'), names('control-plane')];
  return [
    el('p', { class: 'part' }, t('away.covers')),
    ...(none.length > 0 ? [el('p', { class: 'none' }, t('away.covers.none', { services: none.join(', ') }))] : []),
    ...(settings.length > 0 ? [el('p', { class: 'none' }, t('away.covers.settings', { services: settings.join(', ') }))] : []),
    el('p', { class: 'none' }, t('away.covers.always')),
  ];
}

function work({ runner, t }: ViewContext, again: () => Promise<void>): HTMLElement[] {
  const said = el('p', { class: 'none', role: 'status' }, t(runner.work.lasts ? 'work.said' : 'work.unkept'));
  const file = el('input', {
    type: 'file',
    accept: 'application/json',
    hidden: true,
    change: async () => {
      const chosen = file.files?.[0];
      if (!chosen) return;
      const isTaken = runner.take(await chosen.text());
      said.textContent = isTaken ? t('work.imported') : t('work.foreign', { lab: runner.lab });
      file.value = '';
    },
  });
  const save = () => {
    const href = URL.createObjectURL(new Blob([runner.work.toFile()], { type: 'application/json' }));
    el('a', { href, download: `xuong-may-${runner.lab}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };
  const forget = el('button', {
    type: 'button',
    click: async () => {
      if (!forget.hasAttribute('data-sure')) {
        forget.setAttribute('data-sure', '');
        forget.textContent = t('work.sure');
        return;
      }
      await runner.forget();
      await again();
    },
  });
  forget.textContent = t('work.reset');
  return [
    el('p', { class: 'part' }, t('work')),
    said,
    el(
      'div',
      { class: 'row' },
      el('button', { type: 'button', click: save }, t('work.export')),
      el('button', { type: 'button', click: () => file.click() }, t('work.import')),
      forget,
      file,
    ),
  ];
}
