import type { Check } from '#labs/contract.ts';
import { waterfall, waterfallTable } from '#labs/traces.ts';
import { answered, lastOrder, namesOf, order, same, segmentsOf, toldBy, tracesSince, wayOf } from './requests.ts';

/** What a person waits for without noticing, in ms. */
const PATIENCE = 1000;

export const checks: Check[] = [
  {
    id: 'answers',
    says: { vi: 'POST /orders trả 201 và tổng tiền', en: 'POST /orders answers 201 and a total' },
    hint: {
      vi: '502 nghĩa là một hàm ném lỗi: đọc log của Orders trước, rồi tới Prices.',
      en: '502 means that a function threw: read the log of Orders first, then that of Prices.',
    },
    async run(context) {
      const { text } = await answered(context);
      context.equal(/"total":\d+,"source":"(supplier|price list)"/.test(text), true, same(text));
    },
  },
  {
    id: 'traced',
    says: { vi: 'Stage OrdersApi và hàm Orders đều kể cho X-Ray', en: 'The stage OrdersApi and the function Orders both tell X-Ray' },
    hint: {
      vi: 'Ba nơi phải cùng đồng ý: stage có bật tracing không, hàm có bật không, và vai trò của hàm có được phép gửi không?',
      en: 'Three have to agree: is tracing on for the stage, is it on for the function, and may the role of the function send?',
    },
    needs: ['answers'],
    async run(context) {
      const expected = wayOf(context).slice(0, 2);
      const { traceId } = await lastOrder(context);
      await context.eventually(
        async () => {
          const told = toldBy(context, await segmentsOf(context, traceId));
          context.equal(
            told.filter((name) => expected.includes(name)),
            expected,
            { vi: `Segment trong trace ${traceId}`, en: `Segments in the trace ${traceId}` },
          );
        },
        { within: 3000 },
      );
    },
  },
  {
    id: 'connected',
    says: {
      vi: 'Một đơn hàng là một trace: ba stage và ba hàm, không đoạn nào rời ra',
      en: 'One order is one trace: three stages and three functions, and nothing hangs loose',
    },
    hint: {
      vi: 'Trace đi từ dịch vụ này sang dịch vụ kia bằng một header. Ai gửi lệnh gọi đi thì người ấy phải gửi kèm.',
      en: 'A trace travels from one service to the next in a header. Whoever makes the call has to send it along.',
    },
    needs: ['traced'],
    async run(context) {
      const { traceId } = await lastOrder(context);
      await context.eventually(
        async () => {
          const segments = await segmentsOf(context, traceId);
          context.equal(toldBy(context, segments), wayOf(context), { vi: 'Ai kể trong trace này', en: 'Who tells in this trace' });
          const loose = waterfall(segments).filter(({ isLoose }) => isLoose);
          context.equal(
            loose.map(({ name }) => name),
            [],
            { vi: 'Đoạn không nối vào đâu', en: 'Parts that hang loose' },
          );
        },
        { within: 3500 },
      );
      context.show(waterfallTable(waterfall(await segmentsOf(context, traceId)), namesOf(context)));
    },
  },
  {
    id: 'named',
    says: {
      vi: 'Tìm được trace bằng mã đơn hàng (annotation orderId)',
      en: 'A trace is found by the id of its order (the annotation orderId)',
    },
    hint: {
      vi: 'tracedFetch nhận annotations. Hàm nào biết orderId?',
      en: 'tracedFetch takes annotations. Which function knows the orderId?',
    },
    needs: ['traced'],
    async run(context) {
      const { traceId, orderId, at } = await lastOrder(context);
      const filter = `annotation.orderId = "${orderId}"`;
      await context.eventually(
        async () => {
          const found = await tracesSince(context, at, filter);
          context.equal(
            found.map(({ Id }) => Id),
            [traceId],
            same(filter),
          );
        },
        { within: 6000 },
      );
    },
  },
  {
    id: 'fast',
    says: {
      vi: 'Đơn hàng được trả lời trong một giây, dù nhà cung cấp cần một giây rưỡi',
      en: 'An order is answered within a second, although the supplier takes one and a half',
    },
    hint: {
      vi: 'Xem đoạn nào dài nhất trong trace, và ai đang đợi nó. Có cần đợi tới cùng không?',
      en: 'Look for the longest part in the trace, and for who waits for it. Is it worth waiting to the end?',
    },
    needs: ['traced'],
    async run(context) {
      const { eventually, equal } = context;
      // Reason: a cold start is no fault of the code; of several orders one has to be quick.
      await eventually(
        async () => {
          const { traceId } = await order(context);
          const stage = await eventually(
            async () => {
              const first = waterfall(await segmentsOf(context, traceId)).find(({ kind }) => kind === 'AWS::ApiGateway::Stage');
              return first ?? context.fail('AWS::ApiGateway::Stage', '-', same(traceId));
            },
            { within: 6000 },
          );
          equal(stage.ms < PATIENCE, true, { vi: `OrdersApi: ${stage.ms} ms`, en: `OrdersApi: ${stage.ms} ms` });
        },
        { within: 2500 },
      );
    },
  },
];
