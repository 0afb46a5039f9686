import type { PanelContext } from '../context.ts';
import type { View } from '../tabs.ts';
import { eventsView } from './events.ts';
import { logsView } from './logs.ts';
import { tablesView } from './tables.ts';

/** The tabs of a lab: those of whose kind it has something. */
export function viewsOf(context: PanelContext, _again: () => Promise<void>): View[] {
  const { variants } = context.runner.pack;
  const types = new Set(Object.values(variants).flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type)));
  const all: [type: string | undefined, view: (context: PanelContext) => View][] = [
    [undefined, eventsView],
    ['AWS::Logs::LogGroup', logsView],
    ['AWS::DynamoDB::Table', tablesView],
  ];
  return all.filter(([type]) => type === undefined || types.has(type)).map(([, view]) => view(context));
}
