import { GetServiceGraphCommand, type Service, XRayClient } from '@aws-sdk/client-xray';
import type { CheckContext, Scenario } from '#labs/contract.ts';
import { type Bar, waterfall, waterfallTable } from '#labs/traces.ts';
import { answered, namesOf, same, segmentsOf, toldBy, tracesSince, wayOf } from './requests.ts';

export const scenarios: Scenario[] = [
  {
    id: 'trace',
    says: { vi: 'Gửi một đơn hàng và đọc trace của nó', en: 'Send an order and read its trace' },
    async run(context) {
      const { eventually, fail, now, show, tell } = context;
      // Reason: the first order pays for cold starts; the second shows how it is every day.
      await answered(context);
      const before = now();
      const { traceId, status, text } = await answered(context);
      tell(same(`POST /orders: ${status} ${text} (${now() - before} ms)`));
      tell(same(`X-Amzn-Trace-Id: Root=${traceId};Sampled=1`));
      let seen: Bar[] = [];
      await eventually(
        async () => {
          const segments = await segmentsOf(context, traceId);
          seen = waterfall(segments);
          const told = toldBy(context, segments);
          if (told.length < wayOf(context).length) fail(wayOf(context).join(', '), told.join(', '), same(traceId));
        },
        { within: 3000 },
      ).catch(() => {
        tell({ vi: 'Không thấy đủ sáu nơi trên đường đi.', en: 'Not all six on the way are seen.' });
      });
      show(waterfallTable(seen, namesOf(context)));
    },
  },
  {
    id: 'map',
    says: { vi: 'Vẽ bản đồ dịch vụ từ các trace của mười phút qua', en: 'Draw the service map of the last ten minutes' },
    async run(context) {
      await answered(context);
      await context.wait(2000);
      const { Services = [] } = await context
        .client(XRayClient)
        .send(new GetServiceGraphCommand({ StartTime: new Date(context.now() - 600_000), EndTime: new Date(context.now()) }));
      const names = namesOf(context);
      const nameOf = ({ Type, Name = '' }: Service = {}) => (Type === 'client' ? 'client' : `${Type} ${names[Name] ?? Name}`);
      // From the client on, as an order goes.
      const placeOf = ({ Type, Name = '' }: Service) =>
        Type === 'client' ? -1 : 2 * wayOf(context).indexOf(Name) + (Type === 'AWS::Lambda::Function' ? 1 : 0);
      context.show({
        title: { vi: 'Ai gọi ai', en: 'Who called whom' },
        columns: [
          { vi: 'Từ', en: 'From' },
          { vi: 'Tới', en: 'To' },
          { vi: 'Số lần', en: 'Calls' },
          { vi: 'Trung bình (ms)', en: 'On average (ms)' },
          { vi: 'Lỗi', en: 'Faults' },
        ],
        rows: Services.toSorted((a, b) => placeOf(a) - placeOf(b)).flatMap((service) =>
          (service.Edges ?? []).map(({ ReferenceId, SummaryStatistics: seen }) => ({
            cells: [
              nameOf(service),
              nameOf(Services.find((other) => other.ReferenceId === ReferenceId)),
              String(seen?.TotalCount ?? 0),
              String(Math.round((1000 * (seen?.TotalResponseTime ?? 0)) / (seen?.TotalCount || 1))),
              String(seen?.FaultStatistics?.TotalCount ?? 0),
            ],
            wrong: (seen?.FaultStatistics?.TotalCount ?? 0) > 0,
          })),
        ),
      });
    },
  },
  {
    id: 'sampling',
    says: {
      vi: 'Gửi bốn mươi yêu cầu không kèm quyết định lấy mẫu, đếm số trace',
      en: 'Send forty requests that leave the sampling to X-Ray, and count the traces',
    },
    async run(context) {
      const { fetch, outputs, now, show, wait } = context;
      const begun = now();
      const sent = 40;
      for (let count = 0; count < sent; count++) await fetch(`${outputs.Url}orders`, { method: 'POST', body: 'not JSON' });
      const seconds = (now() - begun) / 1000;
      await wait(500);
      const traces = (await refusedSince(context, begun)).length;
      show({
        title: { vi: 'Lấy mẫu', en: 'Sampling' },
        columns: [
          { vi: 'Yêu cầu', en: 'Requests' },
          { vi: 'Trong (giây)', en: 'Within (s)' },
          { vi: 'Trace', en: 'Traces' },
        ],
        rows: [{ cells: [String(sent), seconds.toFixed(1), String(traces)] }],
      });
    },
  },
];

const refusedSince = (context: CheckContext, since: number) => tracesSince(context, since, 'http.status = 400');
