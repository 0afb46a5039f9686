import type { PanelContext, ViewContext } from '../context.ts';
import { el } from '../dom.ts';
import type { View } from '../tabs.ts';
import { loadViewWords, type PanelKey } from '../words.ts';
import { eventsView } from './events.ts';

/** What a view is once its code is there. */
export type Filled = Pick<View, 'element' | 'shown'>;
type Fill = (context: ViewContext, again: () => Promise<void>) => Filled;

interface Offer {
  id: string;
  label: PanelKey;
  /** The type of resource without which a lab has no use for the view; `uses` tells by their properties which of them count. */
  needs?: RegExp;
  uses?: (properties: Readonly<Record<string, unknown>>) => boolean;
  load: () => Promise<Fill>;
}

/** Views whose code comes when they are first opened. */
const views: readonly Offer[] = [
  { id: 'code', label: 'tab.code', load: async () => (await import('./code.ts')).codeView },
  {
    id: 'executions',
    label: 'tab.executions',
    needs: /^AWS::StepFunctions::StateMachine$/,
    load: async () => (await import('./executions/executions.ts')).executionsView,
  },
  { id: 'logs', label: 'tab.logs', needs: /^AWS::Logs::LogGroup$/, load: async () => (await import('./logs.ts')).logsView },
  { id: 'tables', label: 'tab.tables', needs: /^AWS::DynamoDB::Table$/, load: async () => (await import('./tables.ts')).tablesView },
  { id: 'queues', label: 'tab.queues', needs: /^AWS::SQS::Queue$/, load: async () => (await import('./queues.ts')).queuesView },
  {
    id: 'alarms',
    label: 'tab.alarms',
    needs: /^AWS::CloudWatch::(Composite)?Alarm$/,
    load: async () => (await import('./alarms.ts')).alarmsView,
  },
  {
    id: 'mails',
    label: 'tab.mails',
    needs: /^AWS::SNS::Subscription$/,
    uses: ({ Protocol }) => /^email(-json)?$/.test(String(Protocol)),
    load: async () => (await import('./mails.ts')).mailsView,
  },
  { id: 'buckets', label: 'tab.buckets', needs: /^AWS::S3::Bucket$/, load: async () => (await import('./buckets.ts')).bucketsView },
  { id: 'api', label: 'tab.api', needs: /^AWS::ApiGateway(V2::Api|::RestApi)$/, load: async () => (await import('./api.ts')).apiView },
  {
    id: 'traces',
    label: 'tab.traces',
    needs: /^AWS::(Lambda::Function|ApiGateway::Stage)$/,
    uses: ({ TracingEnabled, TracingConfig }) => TracingEnabled === true || /"Active"/.test(JSON.stringify(TracingConfig ?? '')),
    load: async () => (await import('./traces.ts')).tracesView,
  },
  { id: 'template', label: 'tab.template', load: async () => (await import('./template.ts')).templateView },
  { id: 'away', label: 'tab.away', load: async () => (await import('./away.ts')).awayView },
];

/** The tabs of a lab: those for which it has something. `again` opens the panel anew. */
export function viewsOf(context: PanelContext, again: () => Promise<void>): View[] {
  const { variants } = context.runner.pack;
  const resources = Object.values(variants).flatMap(({ template }) => Object.values(template.Resources));
  const has = ({ needs, uses = () => true }: Offer) =>
    needs === undefined || resources.some(({ Type, Properties = {} }) => needs.test(Type) && uses(Properties));
  const words = () => loadViewWords(context.language);
  return [
    eventsView(context),
    ...views.filter(has).map(({ id, label, load }) => ({
      id,
      label: context.t(label),
      ...filledLater(async () => (await load())({ ...context, t: await words() }, again)),
    })),
  ];
}

/** Stands for a view until its code is there. */
function filledLater(fill: () => Promise<Filled>): Filled {
  const element = el('div');
  let isShown = false;
  let filling: Promise<Filled> | undefined;
  const show = async () => {
    filling ??= fill().then((filled) => {
      element.append(filled.element);
      return filled;
    });
    try {
      (await filling).shown?.(isShown);
    } catch (error) {
      filling = undefined; // Reason: without a network now, perhaps with one at the next press.
      throw error;
    }
  };
  return {
    element,
    shown(now) {
      isShown = now;
      void show();
    },
  };
}
