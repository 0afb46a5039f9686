import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Check, CheckContext } from '#labs/contract.ts';
import { historyOf } from '#labs/executions.ts';
import { attemptsOf, attemptsTable } from './attempts.ts';
import { outcome, putIntoStock, someOrder, watch } from './orders.ts';

const ENDED = { vi: 'Lần chạy kết thúc', en: 'The execution ended' };
/** More than any bound that makes sense while a customer waits. */
const MOST_CALLS = 5;

export const checks: Check[] = [
  {
    id: 'paid',
    says: { vi: 'Thẻ tốt: trả một lần là xong', en: 'A good card: paid at the first call' },
    hint: {
      vi: 'Đường thẳng từ Pay tới cuối phải luôn đi được. Lịch sử của lần chạy dừng ở state nào?',
      en: 'The straight way from Pay to the end must always be open. At which state does the history stop?',
    },
    async run(context) {
      context.equal(outcome(await watch(context, someOrder(context, 'good'), 1)), 'SUCCEEDED, calls: 1', ENDED);
    },
  },
  {
    id: 'retried',
    says: {
      vi: 'Đường truyền đứt hai lần, lần thứ ba trả được',
      en: 'The line breaks twice, the third call pays',
    },
    hint: {
      vi: 'Lỗi nào đã kết thúc lần chạy? Tên ấy có trong ErrorEquals của Retry chưa, và còn lần thử nào không?',
      en: "Which error ended the execution? Is its name in a Retry's ErrorEquals, and are there attempts left?",
    },
    async run(context) {
      const watched = await watch(context, someOrder(context, 'shaky'), MOST_CALLS);
      context.equal(outcome(watched), 'SUCCEEDED, calls: 3', ENDED);
      context.show(attemptsTable(attemptsOf(await historyOf(context, watched.execution.executionArn!))));
    },
  },
  {
    id: 'bounded',
    says: {
      vi: 'Ngân hàng mất hẳn liên lạc: thử vài lần, giãn cách có trần và xáo trộn, rồi dừng ở BankUnreachable',
      en: 'The bank is out of reach: a few attempts, with capped and jittered pauses, then the end at BankUnreachable',
    },
    hint: {
      vi: 'Đếm số lần gọi. Hết lượt Retry thì Catch dẫn đi đâu: ra ngoài, hay về chính bước này?',
      en: 'Count the calls. Once Retry is used up, where does Catch lead: out, or back to this very state?',
    },
    async run(context) {
      const watched = await watch(context, someOrder(context, 'unreachable'), MOST_CALLS);
      if (watched.calls > MOST_CALLS) context.fail(`calls <= ${MOST_CALLS}`, outcome(watched), ENDED);
      const { status, error, executionArn } = watched.execution;
      context.show(attemptsTable(attemptsOf(await historyOf(context, executionArn!))));
      context.equal(`${status} ${error}`, 'FAILED BankUnreachable', ENDED);
      context.equal(await unboundedRetriers(context), [], {
        vi: 'Retry thiếu MaxAttempts, MaxDelaySeconds hoặc JitterStrategy FULL',
        en: 'Retriers without MaxAttempts, MaxDelaySeconds or JitterStrategy FULL',
      });
    },
  },
  {
    id: 'by-name',
    says: {
      vi: 'Thẻ bị từ chối: không thử lại lần nào, khách được mời dùng thẻ khác',
      en: 'A declined card: not one retry, and the customer is asked for another card',
    },
    hint: {
      vi: 'Lỗi này không tự hết. Tên nó có lọt vào Retry không, và Catch nào đón nó?',
      en: 'This error does not go away. Does a Retry take its name, and which Catch does?',
    },
    async run(context) {
      const watched = await watch(context, someOrder(context, 'declined'), 1);
      context.equal(outcome(watched), 'SUCCEEDED, calls: 1', ENDED);
      context.equal(JSON.parse(watched.execution.output!).status, 'DECLINED', { vi: 'status của đầu ra', en: "The output's status" });
    },
  },
  {
    id: 'bug-fails',
    says: {
      vi: 'Lỗi không ai lường trước: lần chạy hỏng ngay, mang đúng tên lỗi',
      en: 'An error that nobody foresaw: the execution fails at once, by its name',
    },
    hint: {
      vi: 'Thẻ lạ làm hàm vấp TypeError. Ai đang nuốt nó: một Retry, hay một Catch nhận mọi tên?',
      en: 'A card nobody knows makes the function fail with a TypeError. Who swallows it: a Retry, or a Catch that takes every name?',
    },
    async run(context) {
      context.equal(outcome(await watch(context, someOrder(context, 'gift'), 1)), 'FAILED TypeError, calls: 1', ENDED);
    },
  },
  {
    id: 'answered',
    says: {
      vi: 'Ngân hàng trả lời ERROR: Choice trên $.status dẫn tới PaymentRefused, kèm lý do',
      en: 'The bank answers ERROR: the Choice on $.status leads to PaymentRefused, with the reason',
    },
    hint: {
      vi: 'Hàm không ném lỗi, nó trả lời. Catch không thấy câu trả lời. State nào đọc $.status?',
      en: 'The function throws nothing, it answers. Catch does not see answers. Which state reads $.status?',
    },
    async run(context) {
      const watched = await watch(context, someOrder(context, 'over-limit'), 1);
      context.equal(outcome(watched), 'FAILED PaymentRefused, calls: 1', ENDED);
      context.equal(watched.execution.cause, 'The amount is above the limit of this card.', { vi: 'Lý do', en: 'The reason' });
    },
  },
  {
    id: 'prepared',
    says: {
      vi: 'Hai nhánh song song gộp thành $.prepared: từng món một nơi lấy, và hóa đơn',
      en: 'Two branches in parallel become $.prepared: for each item where it comes from, and the invoice',
    },
    hint: {
      vi: 'Parallel trả về một mảng, mỗi nhánh một phần tử. ResultSelector đặt tên cho chúng; món hết hàng có làm hỏng cả Map không?',
      en: 'Parallel gives an array, one element per branch. ResultSelector names them; does an item out of stock fail the whole Map?',
    },
    needs: ['paid'],
    async run(context) {
      const order = someOrder(context, 'good');
      const [coffee, bread] = order.items.map(({ sku }) => sku);
      await putIntoStock(context, coffee!, 10);
      const { execution } = await watch(context, order, 1);
      context.equal(
        JSON.parse(execution.output ?? 'null')?.prepared ?? null,
        {
          items: [
            { sku: coffee, from: 'stock' },
            { sku: bread, from: 'supplier' },
          ],
          invoice: { number: `INV-${order.orderId}`, receipt: `R-${order.orderId}` },
        },
        { vi: '$.prepared', en: '$.prepared' },
      );
      context.equal(await piecesOf(context, coffee!), '8', { vi: 'Còn trong kho', en: 'Left in the stock' });
    },
  },
];

/** Retriers of the deployed definition that lack one of their bounds, as written there. */
async function unboundedRetriers({ client, outputs }: CheckContext): Promise<unknown[]> {
  const { definition } = await client(SFNClient).send(new DescribeStateMachineCommand({ stateMachineArn: outputs.Workflow }));
  const { States }: { States: Record<string, { Retry?: Record<string, unknown>[] }> } = JSON.parse(definition!);
  return Object.values(States)
    .flatMap(({ Retry = [] }) => Retry)
    .filter((retrier) => !retrier.MaxAttempts || !retrier.MaxDelaySeconds || retrier.JitterStrategy !== 'FULL');
}

async function piecesOf({ client, outputs }: CheckContext, sku: string): Promise<string | undefined> {
  const { Item } = await client(DynamoDBClient).send(
    new GetItemCommand({ TableName: outputs.Stock, Key: { sku: { S: sku } }, ConsistentRead: true }),
  );
  return Item?.pieces?.N;
}
