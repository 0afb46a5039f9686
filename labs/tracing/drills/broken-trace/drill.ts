import type { TraceSummary } from '@aws-sdk/client-xray';
import type { Drill, Table } from '#labs/contract.ts';
import { answered, same, segmentsOf, toldBy, tracesSince } from '../../requests.ts';

export const drill: Drill = {
  id: 'broken-trace',
  title: { vi: 'Một đơn hàng, ba trace', en: 'One order, three traces' },
  symptom: {
    vi: 'Khách đợi hơn nửa giây. Mở trace của đơn hàng ra thì chỉ thấy Orders gọi "prices" rồi thôi. Prices và Supplier có trace riêng, nằm rời trên bản đồ, không ai biết chúng thuộc đơn hàng nào.',
    en: 'The customer waits for more than half a second. The trace of the order shows Orders calling "prices", and ends there. Prices and Supplier have traces of their own, apart from it on the map, and nobody knows which order they belong to.',
  },
  async provoke(context) {
    const { show, tell, wait } = context;
    let pieces: TraceSummary[] = [];
    // Reason: pieces have no client that asks to be sampled; X-Ray takes the first of a second, which may be another's.
    for (let turn = 0; turn < 5 && pieces.length < 3; turn++) {
      const { at, traceId, status, text } = await answered(context);
      await wait(2000);
      pieces = await tracesSince(context, at);
      const isWhole = toldBy(context, await segmentsOf(context, traceId)).length > 2;
      if (pieces.length < 3 && !isWhole && turn < 4) continue;
      tell(same(`POST /orders: ${status} ${text}`));
      tell(same(`X-Amzn-Trace-Id: Root=${traceId};Sampled=1`));
      break;
    }
    show(pieceTable(pieces));
  },
  fails: ['connected'],
  hints: [
    {
      vi: 'Cả ba dịch vụ đều có trace, nên tracing và quyền không sao. Cái thiếu là sợi dây nối chúng: mã trace (Root) ở ba nơi khác nhau.',
      en: 'All three services have traces, so tracing and permissions are fine. What is missing is the thread between them: three different trace ids (Root).',
    },
    {
      vi: 'Sợi dây ấy là header X-Amzn-Trace-Id. API Gateway nhận được thì dùng tiếp, không nhận được thì bắt đầu một trace mới. Ai gọi PricesApi, và gọi bằng gì?',
      en: 'That thread is the header X-Amzn-Trace-Id. API Gateway goes on with the one it receives, and begins a new trace where it receives none. Who calls PricesApi, and with what?',
    },
    {
      vi: 'fetch không tự gửi header ấy; SDK của AWS thì có. Xem functions/trace.ts: subsegment có root, parent và id, nhưng lệnh fetch thì không gửi gì kèm.',
      en: 'fetch does not send that header by itself; clients of the AWS SDK do. Look at functions/trace.ts: the subsegment has root, parent and id, and the fetch sends none of them.',
    },
    {
      vi: 'Trong vùng header của functions/trace.ts, thêm header X-Amzn-Trace-Id với Root là root, Parent là id (của chính subsegment này, không phải parent) và Sampled là sampled, cách nhau bằng dấu chấm phẩy. --solve làm giúp bạn.',
      en: 'In the region header of functions/trace.ts, add the header X-Amzn-Trace-Id: Root is root, Parent is id (of this very subsegment, not parent), Sampled is sampled, with semicolons between them. --solve does it for you.',
    },
  ],
};

/** The traces of one order, which should be one. */
function pieceTable(pieces: readonly TraceSummary[]): Table {
  return {
    title: { vi: 'Các trace của một đơn hàng', en: 'The traces of one order' },
    columns: [
      { vi: 'Trace', en: 'Trace' },
      { vi: 'Bắt đầu ở', en: 'Begins at' },
      { vi: 'Dài (giây)', en: 'Took (s)' },
    ],
    rows: pieces.map(({ Id = '-', EntryPoint, Duration = 0 }) => ({ cells: [Id, EntryPoint?.Name ?? '-', Duration.toFixed(2)] })),
  };
}
