import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Check } from '#labs/contract.ts';
import { ending, notificationOf, run, someOrder } from './orders.ts';

export const checks: Check[] = [
  {
    id: 'refused',
    says: {
      vi: 'Đơn không có món nào dừng ở Refused, với tên lỗi và lý do',
      en: 'An order without items ends at Refused, with an error name and the reason',
    },
    hint: {
      vi: 'Nhìn đầu ra của Validate trong lịch sử: Choice có thấy trường nó hỏi không?',
      en: "Look at Validate's output in the history: does the Choice see the field it asks about?",
    },
    async run(context) {
      const execution = await run(context, { ...someOrder(context), items: [] });
      context.equal(ending(execution), 'FAILED InvalidOrder: An order needs at least one item.', {
        vi: 'Lần chạy kết thúc',
        en: 'The execution ended',
      });
    },
  },
  {
    id: 'saved',
    says: { vi: 'Đơn hợp lệ nằm trong bảng Orders, kèm tổng tiền', en: 'A valid order is in the table Orders, with its total' },
    hint: {
      vi: 'Process nhận gì, và gọi ai? Vai trò của máy trạng thái có được ghi bảng không?',
      en: "What does Process receive, and whom does it call? May the state machine's role write to the table?",
    },
    async run(context) {
      const order = someOrder(context);
      const execution = await run(context, order);
      const { Item } = await context
        .client(DynamoDBClient)
        .send(new GetItemCommand({ TableName: context.outputs.Orders, Key: { orderId: { S: order.orderId } }, ConsistentRead: true }));
      const total = order.items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
      context.equal(Item?.total?.N ?? ending(execution), String(total), { vi: 'Tổng trong bảng', en: 'The total in the table' });
      context.equal(JSON.parse(Item?.items?.S ?? 'null'), order.items, { vi: 'Các món trong bảng', en: 'The items in the table' });
      await notificationOf(context, order.orderId);
    },
  },
  {
    id: 'notified',
    says: {
      vi: 'Sau khi ghi, topic Placed báo mã đơn, tổng tiền và từng dòng hàng',
      en: 'Once saved, the topic Placed tells the order, its total and each line',
    },
    hint: {
      vi: 'Lần chạy kết thúc thế nào? Nếu bị từ chối: ai là bên gọi SNS?',
      en: 'How did the execution end? If it was denied: who is it that calls SNS?',
    },
    needs: ['saved'],
    async run(context) {
      const order = someOrder(context);
      const execution = await run(context, order);
      context.equal(ending(execution), 'SUCCEEDED', { vi: 'Lần chạy kết thúc', en: 'The execution ended' });
      await context.eventually(async () => {
        context.equal(
          await notificationOf(context, order.orderId),
          {
            orderId: order.orderId,
            total: order.items.reduce((sum, { quantity, price }) => sum + quantity * price, 0),
            lines: order.items.map(({ quantity, sku }) => `${quantity} x ${sku}`),
          },
          { vi: 'Tin trong hàng đợi Inbox', en: 'The message in the queue Inbox' },
        );
      });
    },
  },
];
