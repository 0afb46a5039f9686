import type { TabFailure } from '../../connect.ts';
import type { ViewContext } from '../context.ts';
import { el, field } from '../dom.ts';
import type { Editor, Fault } from '../editor/editor.ts';
import { edited, fileNames, isEditable, originalOf, TEMPLATE, textOf } from '../files.ts';
import { wear } from '../style-sheet.ts';
import css from './code.css?inline';
import type { Filled } from './views.ts';

/** An edit is kept when the reader pauses, in ms. */
const KEEP_MS = 250;

/** The lab's files in an editor, which is loaded when this view is first opened. */
export function codeView({ runner, t }: ViewContext): Filled {
  wear(css);
  const isPhone = matchMedia('(max-width: 40rem)').matches;
  const file = el('select', { change: () => open(file.value) });
  const note = el('p', { class: 'none' });
  const host = el('div', { class: 'editor' });
  const changes = el('div');
  const reset = el('button', { type: 'button', click: () => change(originalOf(variant(), file.value), true) }, t('code.reset'));
  const compare = el('button', { type: 'button', 'aria-pressed': 'false', click: () => toggle() }, t('code.diff'));
  const redeploy = el('button', { type: 'button', class: 'strong', click: () => void deploy() }, t('redeploy'));
  let editor: Editor | undefined;
  let pending: { timer: number; keep(): void } | undefined;

  const variant = () => runner.pack.variants[runner.variant]!;
  const text = () => textOf(variant(), runner.edits, file.value);
  const keepNow = () => {
    if (!pending) return;
    clearTimeout(pending.timer);
    const { keep } = pending;
    pending = undefined;
    keep();
  };
  const list = () => {
    const chosen = file.value;
    file.replaceChildren(
      ...fileNames(variant()).map((name) => {
        const isEdited = textOf(variant(), runner.edits, name) !== originalOf(variant(), name);
        return el('option', { value: name }, isEdited ? t('code.edited', { file: name }) : name);
      }),
    );
    if (fileNames(variant()).includes(chosen)) file.value = chosen;
  };
  const open = (name: string) => {
    keepNow();
    file.value = name;
    const canEdit = isEditable(variant(), name) && !isPhone;
    reset.ariaDisabled = String(!canEdit);
    note.textContent = isPhone ? t('code.phone') : t(name === TEMPLATE ? 'code.template' : canEdit ? 'code.keys' : 'code.stack');
    editor?.open({ name, text: text(), isReadOnly: !canEdit }, t('code.editor', { file: name }));
    showChanges();
  };
  const change = (to: string, isShownAgain = false) => {
    if (!isEditable(variant(), file.value) || isPhone) return;
    runner.edit(edited(variant(), runner.edits, file.value, to));
    list();
    if (isShownAgain) open(file.value);
    else showChanges();
  };
  const toggle = () => {
    compare.ariaPressed = String(compare.ariaPressed !== 'true');
    void showChanges();
  };
  const showChanges = async () => {
    if (compare.ariaPressed !== 'true') {
      changes.replaceChildren();
      return;
    }
    const { diffView } = await import('../editor/diff-view.ts');
    const solution = originalOf(runner.pack.variants['stage:solution']!, file.value);
    changes.replaceChildren(diffView(t('code.diff'), text(), solution) ?? el('p', { class: 'none' }, t('code.same')));
  };
  const deploy = async () => {
    keepNow();
    await runner.deploy();
  };
  const load = async () => {
    if (editor) return;
    host.textContent = t('code.loading');
    const { createEditor } = await import('../editor/editor.ts');
    host.textContent = '';
    editor = createEditor(host, t('code.syntax'), (now) => {
      const name = file.value;
      if (pending) clearTimeout(pending.timer);
      const keep = () => {
        pending = undefined;
        if (name === file.value) change(now);
      };
      pending = { timer: window.setTimeout(keep, KEEP_MS), keep };
    });
    open(file.value);
  };

  let shownOf = runner.variant;
  runner.on((event) => {
    if (event.event === 'taken' || (event.event === 'state' && runner.variant !== shownOf)) {
      shownOf = runner.variant;
      list();
      open(file.value);
    }
    if (event.event === 'begun' || event.event === 'ended') redeploy.ariaDisabled = String(event.event === 'begun');
    if (event.event === 'ended' && 'failure' in event.outcome) {
      const found = faultOf(event.outcome.failure);
      if (!found || !editor) return;
      if (found.file !== file.value) open(found.file);
      editor.mark(found);
    }
  });
  list();
  const element = el('div', {}, el('div', { class: 'row' }, field(t('code.file'), file), reset, compare, redeploy), note, host, changes);
  return { element, shown: (isShown) => void (isShown && load()) };
}

/** Where a deployment says that a file is wrong. */
function faultOf({ name, message, details }: TabFailure): (Fault & { file: string }) | undefined {
  const { file, line = 1, column = 1 } = details;
  if (file !== undefined) return { file, line, column, message };
  if (name !== 'SyntaxError') return undefined;
  const [, atLine, atColumn] = /line (\d+) column (\d+)/.exec(message) ?? [];
  return { file: TEMPLATE, line: Number(atLine ?? 1), column: Number(atColumn ?? 1), message };
}
