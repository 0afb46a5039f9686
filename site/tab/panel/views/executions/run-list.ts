import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import type { PanelContext } from '../../context.ts';
import { el } from '../../dom.ts';
import { duration } from '../../words.ts';

/** Executions to choose from; the one that is shown is marked. */
export interface RunList {
  element: HTMLElement;
  show(executions: readonly ExecutionListItem[], current: ExecutionListItem | undefined): void;
}

export function runList({ t, language }: PanelContext, label: string, choose: (arn: string) => void): RunList {
  const element = el('ul', { class: 'runs', 'aria-label': label });
  let listed = '';

  const button = ({ executionArn = '', name, status, startDate, stopDate }: ExecutionListItem) => {
    const began = new Date(startDate ?? 0);
    const took = stopDate && duration(t, language, new Date(stopDate).getTime() - began.getTime());
    return el(
      'button',
      { type: 'button', 'data-arn': executionArn, title: name, click: () => choose(executionArn) },
      el('span', { class: 'time' }, began.toLocaleTimeString(language, { hour12: false })),
      el('span', { 'data-status': kindOf(status) }, ` ${status}`),
      took && el('span', { class: 'time' }, ` ${took}`),
    );
  };

  return {
    element,
    show(executions, current) {
      const now = executions.map(({ executionArn, status }) => `${executionArn} ${status}`).join();
      if (now !== listed) {
        // Reason: buttons that are made anew would take the focus from whoever is on one of them.
        const focused = element.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.arn : undefined;
        element.replaceChildren(...executions.map((execution) => el('li', {}, button(execution))));
        if (focused !== undefined) element.querySelector<HTMLElement>(`[data-arn="${CSS.escape(focused)}"]`)?.focus();
        listed = now;
      }
      for (const each of element.querySelectorAll('button'))
        if (each.dataset.arn === current?.executionArn) each.setAttribute('aria-current', 'true');
        else each.removeAttribute('aria-current');
    },
  };
}

const kindOf = (status: ExecutionListItem['status']) => (status === 'SUCCEEDED' ? 'good' : status === 'RUNNING' ? 'busy' : 'bad');
