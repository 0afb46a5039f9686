import type { VariantKey } from '#labs/lab-pack.ts';
import type { PanelContext } from './context.ts';
import { el, field, setOptions } from './dom.ts';
import { variantName } from './stage-names.ts';
import { statusLine } from './status-line.ts';

/** What a reader presses: which state of the lab, deploy, run, check, clean up; and what is told of it. */
export function controls(context: PanelContext): HTMLElement {
  const { runner, t } = context;
  const variants = Object.keys(runner.pack.variants) as VariantKey[];
  const option = (key: VariantKey) => el('option', { value: key }, variantName(context, key));
  const group = (label: string, kind: string) => {
    const some = variants.filter((key) => key.startsWith(kind));
    return some.length === 0 ? undefined : el('optgroup', { label }, ...some.map(option));
  };
  const chosen = el(
    'select',
    { change: () => runner.choose(chosen.value as VariantKey) },
    group(t('stages'), 'stage:'),
    group(t('drills'), 'drill:'),
  );
  const scenario = el('select');
  const deploy = el('button', { type: 'button', class: 'strong', click: () => void runner.deploy() });
  const run = el('button', { type: 'button', click: () => start(context, scenario.value) }, t('run'));
  const check = el('button', { type: 'button', click: () => void runner.check() }, t('check'));
  const destroy = el('button', { type: 'button', click: () => void runner.destroy() }, t('destroy'));
  const buttons = { deploy, run, check, destroy };

  const show = () => {
    const { state, busy, variant } = runner;
    chosen.value = variant;
    chosen.disabled = busy !== undefined;
    const isThere = state.status !== undefined;
    deploy.textContent = t(isThere && state.variant === variant ? 'redeploy' : 'deploy');
    setOptions(scenario, scenarios(context));
    for (const [action, button] of Object.entries(buttons)) {
      // Reason: a disabled button would lose the focus of whoever has just pressed it.
      const isOff = busy !== undefined || (action !== 'deploy' && !isThere);
      button.ariaDisabled = String(isOff);
      button.toggleAttribute('data-busy', busy === action);
    }
  };
  runner.on(({ event }) => {
    if (event === 'state' || event === 'begun' || event === 'ended') show();
  });
  show();
  return el(
    'div',
    { class: 'controls' },
    el('div', { class: 'row' }, field(t('state'), chosen), deploy),
    el('div', { class: 'row' }, field(t('scenario'), scenario), run, el('div', { class: 'row last' }, check, destroy)),
    statusLine(context, opened(context)),
  );
}

function opened(context: PanelContext): string {
  const { status, variant } = context.runner.state;
  if (status === undefined) return context.t('opened.nothing');
  return context.t('opened.kept', { variant: variant ? variantName(context, variant) : '', status });
}

const PROVOKE = 'provoke:';

/** The lab's scenarios; while a drill stands, first what shows its symptom. */
function scenarios({ runner, t, say }: PanelContext): { value: string; text: string }[] {
  const { drill, about } = runner;
  return [
    ...(drill && !drill.deploymentFails ? [{ value: PROVOKE + drill.id, text: t('symptom') }] : []),
    ...about.scenarios.map(({ id, says }) => ({ value: id, text: say(says) })),
  ];
}

function start({ runner }: PanelContext, scenario: string): void {
  if (runner.state.status === undefined) return;
  void (scenario.startsWith(PROVOKE) ? runner.provoke(scenario.slice(PROVOKE.length)) : runner.run(scenario));
}
