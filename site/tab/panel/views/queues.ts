import type { ViewContext } from '../context.ts';
import { el, field, grid, setOptions } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import { pretty } from '../pretty.ts';
import { wear } from '../style-sheet.ts';
import css from './queues.css?inline';
import type { Filled } from './views.ts';

interface Message {
  MessageId?: string;
  Body?: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType?: string; StringValue?: string }>;
}

/** How many messages each queue has; what is in them only when the reader receives, as receiving counts. */
export function queuesView({ runner, t, language }: ViewContext): Filled {
  wear(css);
  const counts = el('div');
  const queue = el('select', { change: () => messages.replaceChildren() });
  const messages = el('div', { class: 'messages' });
  const receive = async () => {
    if (queue.value === '') return;
    const { Messages = [] } = await runner.aws<{ Messages?: Message[] }>('sqs', 'ReceiveMessage', {
      QueueUrl: queue.value,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    messages.replaceChildren(
      ...(Messages.length === 0 ? [el('p', { class: 'none' }, t('queues.none'))] : Messages.map((message) => shown(message))),
    );
  };
  const shown = ({ MessageId = '', Body = '', Attributes = {}, MessageAttributes = {} }: Message): HTMLElement => {
    const own = Object.entries(MessageAttributes).map(([name, { DataType = '', StringValue }]) => [name, StringValue ?? DataType] as const);
    const sent = Number(Attributes.SentTimestamp);
    const said = [...own, ...Object.entries(Attributes).filter(([name]) => name !== 'ApproximateReceiveCount')];
    return el(
      'details',
      { open: true },
      el(
        'summary',
        {},
        el('code', {}, MessageId),
        ` ${t('queues.message', {
          time: Number.isNaN(sent) ? '' : new Date(sent).toLocaleTimeString(language, { hour12: false }),
          count: Attributes.ApproximateReceiveCount ?? '',
        })}`,
      ),
      el('pre', { tabindex: '0' }, pretty(Body)),
      el('dl', {}, ...said.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    );
  };
  const look = async () => {
    const queues = runner.deployed('AWS::SQS::Queue');
    setOptions(
      queue,
      queues.map(({ name, id }) => ({ value: id, text: name })),
    );
    queue.disabled = queues.length === 0;
    if (queue.disabled) {
      counts.replaceChildren(el('p', { class: 'none' }, t('empty.deploy')));
      messages.replaceChildren();
      return;
    }
    const rows = await Promise.all(
      queues.map(async ({ name, id: QueueUrl }) => {
        const { Attributes = {} } = await runner.aws<{ Attributes?: Record<string, string> }>('sqs', 'GetQueueAttributes', {
          QueueUrl,
          AttributeNames: ['All'],
        });
        const { maxReceiveCount }: { maxReceiveCount?: number | string } = JSON.parse(Attributes.RedrivePolicy ?? '{}');
        return [
          name,
          Attributes.ApproximateNumberOfMessages ?? '0',
          Attributes.ApproximateNumberOfMessagesNotVisible ?? '0',
          Attributes.ApproximateNumberOfMessagesDelayed ?? '0',
          maxReceiveCount === undefined ? '' : String(maxReceiveCount),
        ];
      }),
    );
    const heads = [t('queues.queue'), t('queues.waiting'), t('queues.hidden'), t('queues.delayed'), 'maxReceiveCount'];
    counts.replaceChildren(grid(t('tab.queues'), heads, rows));
  };
  const element = el(
    'div',
    {},
    counts,
    el(
      'div',
      { class: 'row' },
      field(t('queues.queue'), queue),
      el('button', { type: 'button', click: () => void receive() }, t('queues.receive')),
    ),
    el('p', { class: 'none' }, t('queues.note')),
    messages,
  );
  return { element, shown: lookingAgain(runner, look) };
}
