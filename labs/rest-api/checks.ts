import type { Check } from '#labs/contract.ts';
import { asBrowser, type Judged } from './browser.ts';
import { accessLine } from './log-lines.ts';
import { JSON_TYPE, mustBe, post, request, same, told } from './requests.ts';

/** The site whose pages may call the API, and another. */
const SHOP = 'https://example.com';
const ELSEWHERE = 'https://example.org';

export const checks: Check[] = [
  {
    id: 'hello',
    says: { vi: 'POST /hello trả lời Hello, <tên>!', en: 'POST /hello answers Hello, <name>!' },
    hint: {
      vi: 'Hàm Hello ghi vào log những gì nó nhận được. body có trong đó không?',
      en: 'Hello logs what it is handed. Is the body in it?',
    },
    async run(context) {
      // Reason: AWS needs a moment until a new deployment is known everywhere.
      await context.eventually(
        async () =>
          mustBe(context, await request(context, 'hello', post('{"name":"Mai"}')), '200 Hello, Mai!', 'POST /hello {"name":"Mai"}'),
        { within: 5000 },
      );
    },
  },
  {
    id: 'stages',
    says: {
      vi: 'Stage next chào bằng tiếng khác, với cùng một hàm',
      en: 'The stage next greets in another language, with the same function',
    },
    hint: {
      vi: 'Biến của stage (stage variables) tới hàm qua event.stageVariables. Stage next có biến nào?',
      en: 'Stage variables reach the function as event.stageVariables. Which does the stage next have?',
    },
    needs: ['hello'],
    async run(context) {
      await context.eventually(async () =>
        mustBe(context, await request(context, 'hello', post('{"name":"Mai"}'), 'NextUrl'), '200 Xin chào, Mai!', 'POST /next/hello'),
      );
    },
  },
  {
    id: 'bad-json',
    says: {
      vi: 'Body không phải JSON thì trả 400, không phải lỗi của máy chủ',
      en: 'A body that is not JSON is answered 400, not as a fault of the server',
    },
    hint: {
      vi: 'Hàm ném lỗi thì client nhận 502. Ai gửi sai: client hay máy chủ? Xem JSON.parse trong hello.ts.',
      en: 'When a function throws, the client gets 502. Who made the mistake: client or server? Look at JSON.parse in hello.ts.',
    },
    needs: ['hello'],
    async run(context) {
      for (const body of ['{"name": "Mai', 'Mai', 'null', '']) {
        const answer = await request(context, 'hello', post(body));
        context.equal(answer.status, 400, same(`POST /hello ${body || '""'}`));
      }
    },
  },
  {
    id: 'orders',
    says: {
      vi: 'Đơn hàng đặt bằng POST /orders đọc lại được bằng GET /orders/{id}',
      en: 'An order placed with POST /orders is read back with GET /orders/{id}',
    },
    hint: {
      vi: '403 Missing Authentication Token nghĩa là API không có đường dẫn hoặc phương thức ấy. Hai hàm PlaceOrder và GetOrder đã nằm sẵn trong stack.',
      en: '403 Missing Authentication Token means that the API has no such path or method. The functions PlaceOrder and GetOrder are in the stack already.',
    },
    async run(context) {
      const placed = await request(context, 'orders', post('{"item":"cà phê","quantity":2}'));
      context.equal(placed.status, 201, same('POST /orders'));
      const { orderId }: { orderId: string } = JSON.parse(placed.text);
      context.equal(placed.headers.get('location'), `orders/${orderId}`, same('Location'));
      mustBe(context, await request(context, `orders/${orderId}`), `200 ${placed.text}`, 'GET /orders/{id}');
      mustBe(context, await request(context, 'orders/none'), '404 {"message":"No order none."}', 'GET /orders/none');
    },
  },
  {
    id: 'validated',
    says: {
      vi: 'API Gateway tự từ chối đơn hàng sai mẫu, không gọi hàm',
      en: 'API Gateway itself refuses an order that does not fit the model, without calling the function',
    },
    hint: {
      vi: 'Một phương thức có thể mang model và request validator. Xem requestModels và requestValidatorOptions của addMethod.',
      en: 'A method can have a model and a request validator. Look at requestModels and requestValidatorOptions of addMethod.',
    },
    needs: ['orders'],
    async run(context) {
      for (const body of ['{"item":"cà phê"', '{"item":"cà phê"}', '{"item":"cà phê","quantity":0}']) {
        mustBe(context, await request(context, 'orders', post(body)), '400 {"message": "Invalid request body"}', `POST /orders ${body}`);
      }
      // Without Content-Type: application/json nothing is validated, and the function has to look for itself.
      const unseen = await request(context, 'orders', post('cà phê', { 'Content-Type': 'text/plain' }));
      context.equal(unseen.status, 400, same('POST /orders (text/plain)'));
    },
  },
  {
    id: 'cors',
    says: {
      vi: 'Trình duyệt cho trang của example.com gọi API, và chặn trang của example.org',
      en: 'A browser lets pages of example.com call the API, and blocks pages of example.org',
    },
    hint: {
      vi: 'Ba câu trả lời phải mang Access-Control-Allow-Origin: preflight (OPTIONS), câu trả lời của hàm, và lời từ chối của chính API Gateway.',
      en: 'Three answers must carry Access-Control-Allow-Origin: the preflight (OPTIONS), the answer of the function, and what API Gateway itself refuses.',
    },
    async run(context) {
      const { equal } = context;
      const order = { method: 'POST', path: 'orders', headers: JSON_TYPE, body: '{"item":"trà","quantity":1}' };
      const home = await asBrowser(context, { origin: SHOP, ...order });
      equal(verdict(home), 'OK', same(`${SHOP}: POST /orders`));
      equal(home.answer?.status, 201, same('POST /orders'));
      const foreign = await asBrowser(context, { origin: ELSEWHERE, ...order });
      equal(foreign.blocked !== undefined && foreign.answer === undefined, true, {
        vi: `${ELSEWHERE}: POST /orders bị chặn trước khi gửi`,
        en: `${ELSEWHERE}: POST /orders is blocked before it is sent`,
      });
      const refused = await asBrowser(context, { origin: SHOP, ...order, body: '{}' });
      equal(verdict(refused), 'OK', { vi: 'Trang đọc được cả lời từ chối 400', en: 'The page can read the refusal, 400, too' });
      equal(refused.answer?.status, 400, same('POST /orders {}'));
    },
  },
  {
    id: 'access-log',
    says: {
      vi: 'Mỗi yêu cầu để lại một dòng trong access log, kể cả yêu cầu bị từ chối',
      en: 'Every request leaves a line in the access log, refused ones too',
    },
    hint: {
      vi: 'Stage prod cần biết ghi vào nhóm log nào, và tài khoản phải cho API Gateway một vai trò để ghi (cloudWatchRole).',
      en: 'The stage prod must know which log group to write to, and the account must give API Gateway a role to write with (cloudWatchRole).',
    },
    async run(context) {
      const { equal, fail, outputs } = context;
      if (!outputs.AccessLog) fail('AccessLog', '-', { vi: 'Output của stack', en: 'Output of the stack' });
      const greeted = await request(context, 'hello', post('{"name":"Lan"}'));
      const refused = await request(context, 'nowhere');
      equal(told(refused), '403 {"message":"Missing Authentication Token"}', same('GET /nowhere'));
      for (const [answer, what] of [
        [greeted, 'POST /hello'],
        [refused, 'GET /nowhere'],
      ] as const) {
        const { httpMethod, status } = await accessLine(context, answer.requestId);
        equal(`${httpMethod} ${status}`, `${what.split(' ')[0]} ${answer.status}`, same(what));
      }
    },
  },
];

const verdict = ({ blocked }: Judged): string => blocked ?? 'OK';
