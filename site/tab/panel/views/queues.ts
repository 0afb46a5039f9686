import type { ViewContext } from '../context.ts';
import { el, field, setOptions } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import { pretty } from '../pretty.ts';
import type { Filled } from './views.ts';

interface Received {
  Messages?: { MessageId?: string; Body?: string; Attributes?: Record<string, string> }[];
}

/** How many messages each queue has; what is in them only when the reader receives, as receiving counts. */
export function queuesView({ runner, t }: ViewContext): Filled {
  const queue = el('select', {
    change: () => {
      messages.replaceChildren();
      void look();
    },
  });
  const counts = el('p', { class: 'none' });
  const messages = el('div');
  const receive = async () => {
    if (queue.value === '') return;
    const { Messages = [] } = await runner.aws<Received>('sqs', 'ReceiveMessage', {
      QueueUrl: queue.value,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['All'],
    });
    messages.replaceChildren(
      ...(Messages.length === 0 ? [el('p', { class: 'none' }, t('queues.none'))] : []),
      ...Messages.map(({ MessageId = '', Body = '', Attributes = {} }) =>
        el(
          'details',
          { open: true },
          el('summary', {}, el('code', {}, MessageId), ` ApproximateReceiveCount ${Attributes.ApproximateReceiveCount ?? ''}`),
          el('pre', { tabindex: '0' }, pretty(Body)),
        ),
      ),
    );
  };
  const look = async () => {
    setOptions(
      queue,
      runner.deployed('AWS::SQS::Queue').map(({ name, id }) => ({ value: id, text: name })),
    );
    queue.disabled = queue.options.length === 0;
    if (queue.disabled) {
      counts.textContent = t('empty.deploy');
      messages.replaceChildren();
      return;
    }
    const { Attributes = {} } = await runner.aws<{ Attributes?: Record<string, string> }>('sqs', 'GetQueueAttributes', {
      QueueUrl: queue.value,
      AttributeNames: ['All'],
    });
    counts.textContent = t('queues.counts', {
      visible: Attributes.ApproximateNumberOfMessages ?? '0',
      hidden: Attributes.ApproximateNumberOfMessagesNotVisible ?? '0',
      delayed: Attributes.ApproximateNumberOfMessagesDelayed ?? '0',
    });
  };
  const element = el(
    'div',
    {},
    el(
      'div',
      { class: 'row' },
      field(t('queues.queue'), queue),
      el('button', { type: 'button', click: () => void receive() }, t('queues.receive')),
    ),
    counts,
    el('p', { class: 'none' }, t('queues.note')),
    messages,
  );
  return { element, shown: lookingAgain(runner, look) };
}
