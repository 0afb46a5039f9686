import type { CheckContext, Scenario } from '#labs/contract.ts';
import { asBrowser } from './browser.ts';
import { accessLine, linesWith } from './log-lines.ts';
import { JSON_TYPE, post, request, same, told } from './requests.ts';

export const scenarios: Scenario[] = [
  {
    id: 'event',
    says: {
      vi: 'Một yêu cầu, và những gì proxy integration trao cho hàm',
      en: 'One request, and what proxy integration hands to the function',
    },
    async run(context) {
      for (const stage of ['Url', 'NextUrl'] as const) {
        const mark = `${context.now()}`;
        const sent = post(`{"name":"Mai","mark":"${mark}"}`, { ...JSON_TYPE, 'X-Lab': 'rest-api' });
        const answer = await request(context, 'hello?from=web', sent, stage);
        context.tell(same(`POST ${answer.url}: ${told(answer)}`));
        const [line = ''] = await linesWith(context, context.outputs.HelloLogs, mark);
        const event: Record<string, unknown> = JSON.parse(line.slice(line.indexOf('{')));
        const name = stage === 'Url' ? 'prod' : 'next';
        context.show({
          title: { vi: `event mà hàm Hello nhận, stage ${name}`, en: `The event that Hello was handed, stage ${name}` },
          columns: [same('event'), same('')],
          rows: Object.entries(event).map(([name, value]) => ({
            cells: [name, typeof value === 'string' ? value : JSON.stringify(value)],
          })),
        });
      }
    },
  },
  {
    id: 'browser',
    says: {
      vi: 'Một trang web gọi API: trình duyệt hỏi gì, cho gì, chặn gì',
      en: 'A web page calls the API: what the browser asks, allows, blocks',
    },
    async run(context) {
      const rows: string[][] = [];
      for (const [origin, method, path, headers] of [
        ['https://example.com', 'POST', 'hello', JSON_TYPE],
        ['https://example.org', 'POST', 'hello', JSON_TYPE],
        ['https://example.com', 'DELETE', 'hello', undefined],
        ['https://example.com', 'POST', 'hello', { ...JSON_TYPE, 'X-Secret': '1' }],
        ['https://example.com', 'GET', 'orders/none', undefined],
        ['https://example.org', 'GET', 'orders/none', undefined],
      ] as const) {
        const body = method === 'POST' ? '{"name":"Mai"}' : undefined;
        const { preflight, answer, blocked } = await asBrowser(context, { origin, method, path, headers, body });
        rows.push([origin, `${method} /${path}`, String(preflight?.status ?? '-'), String(answer?.status ?? '-'), blocked ?? 'OK']);
      }
      context.show({
        title: { vi: 'Trình duyệt xử từng lời gọi', en: 'How a browser judges each call' },
        columns: [
          { vi: 'Trang của', en: 'Page of' },
          { vi: 'Lời gọi', en: 'Call' },
          same('OPTIONS'),
          { vi: 'Trả lời', en: 'Answer' },
          { vi: 'Trình duyệt', en: 'The browser' },
        ],
        rows: rows.map((cells) => ({ cells })),
      });
    },
  },
  {
    id: 'access-log',
    says: { vi: 'Năm yêu cầu tốt xấu lẫn lộn, rồi đọc access log', en: 'Five requests, good and bad, then the access log' },
    run: showAccessLog,
  },
];

/** Sends a few requests and shows what the access log holds about them. */
async function showAccessLog(context: CheckContext): Promise<void> {
  if (!context.outputs.AccessLog) {
    context.tell({ vi: 'Stage prod chưa có access log.', en: 'The stage prod has no access log yet.' });
    return;
  }
  const answers = [];
  for (const [path, init] of [
    ['hello', post('{"name":"Mai"}')],
    ['hello', post('{"name": "Mai')],
    ['orders', post('{"item":"cà phê"}')],
    ['orders/none', {}],
    ['nowhere', {}],
  ] as const) {
    answers.push(await request(context, path, init));
  }
  const rows: string[][] = [];
  for (const { requestId } of answers) {
    const line = await accessLine(context, requestId);
    rows.push([line.httpMethod, line.path, line.status, line.responseLatency, line.integrationLatency, line.error]);
  }
  context.show({
    title: same('access log'),
    columns: [
      same('httpMethod'),
      same('path'),
      same('status'),
      same('responseLatency (ms)'),
      same('integrationLatency (ms)'),
      same('error'),
    ],
    rows: rows.map((cells) => ({ cells })),
  });
}
