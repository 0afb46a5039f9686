import type { PanelContext } from '../context.ts';
import type { View } from '../tabs.ts';
import { apiView } from './api.ts';
import { awayView } from './away.ts';
import { bucketsView } from './buckets.ts';
import { codeView } from './code.ts';
import { eventsView } from './events.ts';
import { logsView } from './logs.ts';
import { queuesView } from './queues.ts';
import { tablesView } from './tables.ts';
import { templateView } from './template.ts';

/** Views by the type of resource they need; those without one are for every lab. */
const views: readonly [needs: RegExp | undefined, view: (context: PanelContext) => View][] = [
  [undefined, eventsView],
  [undefined, codeView],
  [/^AWS::Logs::LogGroup$/, logsView],
  [/^AWS::DynamoDB::Table$/, tablesView],
  [/^AWS::SQS::Queue$/, queuesView],
  [/^AWS::S3::Bucket$/, bucketsView],
  [/^AWS::ApiGateway(V2::Api|::RestApi)$/, apiView],
  [undefined, templateView],
];

/** The tabs of a lab: those for which it has something. `again` opens the panel anew. */
export function viewsOf(context: PanelContext, again: () => Promise<void>): View[] {
  const { variants } = context.runner.pack;
  const types = new Set(Object.values(variants).flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type)));
  const has = (needs: RegExp | undefined) => needs === undefined || [...types].some((type) => needs.test(type));
  return [...views.filter(([needs]) => has(needs)).map(([, view]) => view(context)), awayView(context, again)];
}
