import type { Drill } from '#labs/contract.ts';
import { asBrowser } from '../../browser.ts';
import { awaited, JSON_TYPE, post, request, same, told } from '../../requests.ts';

export const drill: Drill = {
  id: 'no-cors',
  title: { vi: 'curl được, trình duyệt thì không', en: 'curl gets through, the browser does not' },
  symptom: {
    vi: 'Gọi API bằng curl thì được. Trang web ở https://example.com gọi đúng như vậy thì trình duyệt chặn, và trong log của hàm không có gì.',
    en: 'With curl the API answers. The page at https://example.com makes the same call, the browser blocks it, and the log of the function holds nothing.',
  },
  // Reason: CloudFormation deletes methods after the API's new deployment was taken, so over a lab with preflights they would
  // still be answered.
  over: 'start',
  async provoke(context) {
    const direct = await awaited(
      context,
      () => request(context, 'hello', post('{"name":"Mai"}')),
      ({ status }) => status === 200,
    );
    context.tell(same(`curl: POST /hello {"name":"Mai"}: ${told(direct)}`));
    const { preflight, blocked } = await asBrowser(context, {
      origin: 'https://example.com',
      method: 'POST',
      path: 'hello',
      headers: JSON_TYPE,
      body: '{"name":"Mai"}',
    });
    if (!preflight || !blocked) return;
    context.tell(same(`OPTIONS /hello (Origin: https://example.com): ${told(preflight)}`));
    context.tell(same(`Access-Control-Allow-Origin: ${preflight.headers.get('access-control-allow-origin') ?? '-'}`));
    context.tell(
      same(`Access to fetch at '${preflight.url}' from origin 'https://example.com' has been blocked by CORS policy: ${blocked}`),
    );
  },
  fails: ['cors'],
  hints: [
    {
      vi: 'Bên chặn là trình duyệt, không phải API. curl không bao giờ hỏi. Trình duyệt hỏi điều gì trước khi gửi POST với JSON?',
      en: 'It is the browser that blocks, not the API. curl never asks. What does a browser ask before it sends a POST with JSON?',
    },
    {
      vi: 'Nó gửi OPTIONS /hello. 403 Missing Authentication Token là cách API Gateway nói rằng không có phương thức ấy: không liên quan gì tới token.',
      en: 'It sends OPTIONS /hello. 403 Missing Authentication Token is how API Gateway says that there is no such method: it has nothing to do with tokens.',
    },
    {
      vi: 'Cho API một câu trả lời preflight: defaultCorsPreflightOptions với allowOrigins, allowMethods, allowHeaders. Triển khai rồi kiểm tra: vẫn chưa đủ. Câu trả lời thật cũng phải mang Access-Control-Allow-Origin.',
      en: 'Give the API an answer to preflights: defaultCorsPreflightOptions with allowOrigins, allowMethods, allowHeaders. Deploy and check: not enough yet. The real answer has to carry Access-Control-Allow-Origin too.',
    },
    {
      vi: 'Với proxy integration, chỉ hàm thêm được header ấy: answer.ts làm việc đó khi có biến môi trường ALLOWED_ORIGIN. Còn lời từ chối của API Gateway (400, 403, 5xx) thì cần addGatewayResponse cho DEFAULT_4XX và DEFAULT_5XX. --solve làm giúp bạn.',
      en: 'With proxy integration only the function can add that header: answer.ts does so where the environment variable ALLOWED_ORIGIN is set. What API Gateway refuses itself (400, 403, 5xx) needs addGatewayResponse for DEFAULT_4XX and DEFAULT_5XX. --solve does it for you.',
    },
  ],
};
