import type { Drill } from '#labs/contract.ts';
import { linesWith } from '../../log-lines.ts';
import { awaited, post, request, same, told } from '../../requests.ts';

export const drill: Drill = {
  id: 'no-proxy',
  title: { vi: 'Body gửi đi rồi mà hàm thấy null', en: 'The body was sent, and the function sees null' },
  symptom: {
    vi: 'POST /hello với một body đúng chuẩn nhận về 200, nhưng nội dung là một đống JSON lạ chứ không phải lời chào. Trong log, hàm nói body là null.',
    en: 'POST /hello with a proper body is answered 200, but with a strange heap of JSON in place of a greeting. In its log the function says that body is null.',
  },
  async provoke(context) {
    const answer = await awaited(
      context,
      () => request(context, 'hello', post('{"name":"Mai"}')),
      ({ text }) => text.includes('statusCode'),
    );
    context.tell(same(`POST /hello {"name":"Mai"}: ${told(answer)}`));
    const lines = await linesWith(context, context.outputs.HelloLogs, 'httpMethod');
    context.tell(same(lines.at(-1)!.replaceAll('\t', '  ')));
  },
  fails: ['hello'],
  hints: [
    {
      vi: 'Không chỉ body: httpMethod và path trong log cũng null. Hàm không nhận được một yêu cầu HTTP nào cả. Vậy nó nhận được gì?',
      en: 'It is not only the body: httpMethod and path are null in the log as well. The function was not handed an HTTP request at all. So what was it handed?',
    },
    {
      vi: 'Nhìn câu trả lời: statusCode, headers, body của hàm nằm nguyên trong nội dung. API Gateway không hiểu đó là một câu trả lời HTTP. Cả hai chiều đều không được dịch.',
      en: "Look at the answer: the function's statusCode, headers and body stand in the content as they are. API Gateway does not take them for an HTTP answer. Nothing is translated, in neither direction.",
    },
    {
      vi: 'So cách gắn /hello trong stack.ts với cách gắn /orders. LambdaIntegration có một lựa chọn mặc định là bật.',
      en: 'Compare how stack.ts connects /hello with how it connects /orders. LambdaIntegration has an option that is on by default.',
    },
    {
      vi: 'Bỏ proxy: false, cùng integrationResponses và methodResponses đi kèm: new LambdaIntegration(hello, allStages). --solve làm giúp bạn.',
      en: 'Take away proxy: false, and with it integrationResponses and methodResponses: new LambdaIntegration(hello, allStages). --solve does it for you.',
    },
  ],
};
