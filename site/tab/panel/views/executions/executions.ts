import type { ExecutionListItem, HistoryEvent } from '@aws-sdk/client-sfn';
import type { ViewContext } from '../../context.ts';
import { el, field, setOptions } from '../../dom.ts';
import { lookingAgain } from '../../live-view.ts';
import type { Runner } from '../../runner.ts';
import { wear } from '../../style-sheet.ts';
import type { Filled } from '../views.ts';
import css from './executions.css?inline';
import { runList } from './run-list.ts';
import { stepLine } from './step-line.ts';
import { stepsOf } from './steps.ts';

const MOST_EXECUTIONS = 20;
const MOST_EVENTS = 500;
const EVENTS_A_PAGE = 250;
const NOTHING = { arn: '', status: '', steps: 0 };

/** The executions of each state machine, and the history of one of them, step by step. */
export function executionsView(context: ViewContext): Filled {
  const { runner, t } = context;
  wear(css);
  const machine = el('select', { change: () => void look() });
  const onlyMain = el('input', { type: 'checkbox', change: () => history.toggleAttribute('data-only-main', onlyMain.checked) });
  /** What the reader has pressed; until then the newest is shown. */
  let chosen: string | undefined;
  const runs = runList(context, t('executions.list'), (arn) => {
    chosen = arn;
    void look();
  });
  const said = el('p', { class: 'none' });
  const history = el('ol', { class: 'history' });
  let shown = NOTHING;
  let looks = 0;

  const look = () =>
    follow().catch(({ message }: Error) => {
      runs.show([], undefined);
      clear(message);
    });
  const clear = (why: string) => {
    history.replaceChildren();
    shown = NOTHING;
    said.textContent = why;
  };
  const follow = async () => {
    const turn = ++looks;
    const machines = runner.deployed('AWS::StepFunctions::StateMachine');
    setOptions(
      machine,
      machines.map(({ name, id }) => ({ value: id, text: name })),
    );
    machine.disabled = machines.length === 0;
    ofMachine.hidden = machines.length < 2;
    const executions = machine.disabled ? [] : await executionsOf(runner, machine.value);
    const current = executions.find(({ executionArn }) => executionArn === chosen) ?? executions[0];
    const isSame = shown.arn === current?.executionArn;
    const isOver = isSame && shown.status === current?.status && shown.status !== 'RUNNING';
    const found = current && !isOver ? await historyOf(runner, current.executionArn!) : undefined;
    if (turn !== looks) return;
    runs.show(executions, current);
    if (!current) clear(machine.disabled ? t('empty.deploy') : t('executions.none'));
    if (!current || !found) return;
    if (!isSame) history.replaceChildren();
    const steps = stepsOf(found.events);
    history.ariaLabel = t('executions.history', { name: current.name ?? '' });
    history.append(...steps.slice(isSame ? shown.steps : 0).map((step) => stepLine(context, step)));
    const states = steps.filter(({ type }) => type.endsWith('StateEntered')).length;
    said.textContent = t(found.isAll ? 'executions.counts' : 'executions.first', { events: steps.length, states });
    shown = { arn: current.executionArn!, status: current.status!, steps: steps.length };
  };

  const ofMachine = field(t('executions.machine'), machine);
  const element = el(
    'div',
    { class: 'executions' },
    el('div', { class: 'row' }, ofMachine, el('label', { class: 'tick' }, onlyMain, t('executions.only-main'))),
    runs.element,
    said,
    history,
  );
  return { element, shown: lookingAgain(runner, look) };
}

/** The newest of a machine's executions. */
async function executionsOf(runner: Runner, stateMachineArn: string): Promise<ExecutionListItem[]> {
  const input = { stateMachineArn, maxResults: MOST_EXECUTIONS };
  const { executions = [] } = await runner.aws<{ executions?: ExecutionListItem[] }>('states', 'ListExecutions', input);
  return executions;
}

/** An execution's events, up to as many as can be shown. */
async function historyOf(runner: Runner, executionArn: string): Promise<{ events: HistoryEvent[]; isAll: boolean }> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const input = { executionArn, maxResults: EVENTS_A_PAGE, ...(nextToken && { nextToken }) };
    const page: { events?: HistoryEvent[]; nextToken?: string } = await runner.aws('states', 'GetExecutionHistory', input);
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && events.length < MOST_EVENTS);
  return { events, isAll: nextToken === undefined };
}
