import type { Drill } from '#labs/contract.ts';
import { waterfall, waterfallTable } from '#labs/traces.ts';
import { answered, namesOf, same, segmentsOf } from '../../requests.ts';

export const drill: Drill = {
  id: 'no-traces',
  title: { vi: 'Không có trace nào của hàm', en: 'No function leaves a trace' },
  symptom: {
    vi: 'Một đồng nghiệp viết lại phần tracing của stack "cho giống template CloudFormation". Triển khai xanh. Tracing vẫn bật ở cả stage lẫn hàm, API vẫn trả lời, nhưng bản đồ dịch vụ dừng ngay ở cửa mỗi API: không còn hàm nào trên đó.',
    en: 'A colleague rewrote the tracing in the stack "the way a CloudFormation template does it". The deployment was green. Tracing is still on for stages and functions, the API answers, but the service map ends at the door of each API: no function is on it any more.',
  },
  // Reason: Lambda asks for the permission when tracing is switched on, and never again.
  over: 'solution',
  async provoke(context) {
    const { traceId, status, text } = await answered(context);
    context.tell(same(`POST /orders: ${status} ${text}`));
    await context.wait(2000);
    const bars = waterfall(await segmentsOf(context, traceId));
    context.tell({
      vi: `Trace ${traceId}: ${bars.filter(({ kind }) => kind === 'AWS::Lambda::Function').length} segment của hàm`,
      en: `Trace ${traceId}: ${bars.filter(({ kind }) => kind === 'AWS::Lambda::Function').length} segments of functions`,
    });
    context.show(waterfallTable(bars, namesOf(context)));
  },
  fails: ['traced'],
  hints: [
    {
      vi: 'Segment của stage do API Gateway tự gửi, nên vẫn có. Segment của hàm thì ai gửi, và gửi bằng quyền của ai?',
      en: 'The segments of the stages are sent by API Gateway itself, so they are there. Who sends those of a function, and with whose permissions?',
    },
    {
      vi: 'Lambda gửi bằng vai trò của hàm. Bị từ chối thì nó im lặng: hàm chạy xong như không có gì. Nhưng subsegment là do mã của hàm tự gửi; xem log của Orders.',
      en: 'Lambda sends them with the role of the function. When it is denied it keeps quiet, and the function runs as if nothing were the matter. But subsegments are sent by the code of the function itself: look at the log of Orders.',
    },
    {
      vi: 'AccessDeniedException, xray:PutTraceSegments. Viết tracingConfig thẳng vào tài nguyên thì không ai cấp quyền ấy cả; lúc bật lần đầu Lambda sẽ từ chối, còn lần này tracing vốn đã bật sẵn nên không ai kiểm lại.',
      en: 'AccessDeniedException, xray:PutTraceSegments. Writing tracingConfig straight into the resource grants it to nobody; switched on for the first time, Lambda would have refused it, but here tracing was on already and nobody looked again.',
    },
    {
      vi: 'Trả lại tracing: Tracing.ACTIVE cho WorkshopFunction: CDK vừa bật vừa cấp xray:PutTraceSegments và xray:PutTelemetryRecords. --solve làm giúp bạn.',
      en: 'Give tracing: Tracing.ACTIVE back to WorkshopFunction: CDK switches it on and grants xray:PutTraceSegments and xray:PutTelemetryRecords. --solve does it for you.',
    },
  ],
};
