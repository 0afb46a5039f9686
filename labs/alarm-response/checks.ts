import type { Check } from '#labs/contract.ts';
import { addressesOf, alarmsOn, countedIn, errorsOf, incidentsOf, setState, sumSince } from './alarms.ts';
import { linesAbout, logGroupOf, pay } from './payments.ts';

/** How long Lambda may take to write what a call has said. */
const A_WRITTEN_LINE = { within: 4000 };

export const checks: Check[] = [
  {
    id: 'logged',
    says: { vi: 'Mỗi lần gọi Charge để lại một dòng log', en: 'Every call of Charge leaves a line in its log' },
    hint: {
      vi: 'Hàm vẫn trả lời. Ai ghi log thay cho hàm, bằng quyền của ai, vào nhóm log nào?',
      en: 'The function does answer. Who writes its log, with whose permissions, and to which log group?',
    },
    async run(context) {
      const payment = await pay(context, 'good');
      context.equal(payment.status, '200', { vi: 'Lambda trả lời', en: 'Lambda answered' });
      const group = await logGroupOf(context);
      await context.eventually(async () => {
        const lines = await linesAbout(context, group, payment);
        context.equal(typeof lines === 'string' ? lines : `${lines.length} / ${payment.orderId}`, `1 / ${payment.orderId}`, {
          vi: `Dòng về đơn này trong ${group}`,
          en: `Lines about this order in ${group}`,
        });
      }, A_WRITTEN_LINE);
    },
  },
  {
    id: 'watched',
    says: {
      vi: 'Có cảnh báo: tổng Errors của Charge lớn hơn 1 trong 5 phút, im lặng không phải là lỗi',
      en: 'There is an alarm: the sum of the Errors of Charge is above 1 in 5 minutes, and silence is no error',
    },
    hint: {
      vi: 'Số đo nào, cộng hay trung bình, mỗi chu kỳ bao lâu, xét mấy chu kỳ, và không có lần gọi nào thì sao?',
      en: 'Which metric, summed or averaged, how long is a period, how many are looked at, and what if nobody calls?',
    },
    async run(context) {
      const alarms = await alarmsOn(context, errorsOf(context));
      const seen = alarms.map(({ Statistic, Period = 0, EvaluationPeriods = 0, ComparisonOperator, Threshold, TreatMissingData }) =>
        [`${Statistic} in ${Period * EvaluationPeriods} s`, ComparisonOperator, Threshold, TreatMissingData].join(', '),
      );
      const expected = 'Sum in 300 s, GreaterThanThreshold, 1, notBreaching';
      context.equal(seen.includes(expected) ? expected : seen.join('; ') || '-', expected, {
        vi: 'Cảnh báo trên AWS/Lambda Errors',
        en: 'The alarm on AWS/Lambda Errors',
      });
    },
  },
  {
    id: 'measured',
    says: {
      vi: 'Hai lần gọi hỏng vượt ngưỡng trong số đo của cảnh báo',
      en: 'Two failed calls cross the threshold, in the metric that the alarm watches',
    },
    hint: {
      vi: 'Cảnh báo theo dõi đúng hàm chưa? So dimension FunctionName với tên hàm.',
      en: "Does the alarm watch this very function? Compare the dimension FunctionName with the function's name.",
    },
    needs: ['watched'],
    async run(context) {
      const [alarm] = await alarmsOn(context, errorsOf(context));
      const since = context.now();
      for (const payment of [await pay(context, 'broken'), await pay(context, 'broken')])
        context.equal(payment.status, '200 Unhandled', { vi: 'Lambda trả lời', en: 'Lambda answered' });
      // Reason: on AWS a metric comes a minute or two after the call.
      await context.eventually(
        async () => {
          const sum = await sumSince(context, errorsOf(context), since);
          context.equal(sum > alarm!.Threshold! ? '> 1' : String(sum), '> 1', { vi: 'Tổng Errors', en: 'The sum of Errors' });
        },
        { within: 30_000, every: 500 },
      );
    },
  },
  {
    id: 'recorded',
    says: {
      vi: 'Cảnh báo chuyển sang ALARM thì bảng Incidents có thêm một sự cố',
      en: 'When the alarm goes to ALARM, the table Incidents has one more incident',
    },
    hint: {
      vi: 'Đi theo chuỗi: cảnh báo có hành động cho ALARM không, topic có ai nghe, log của Record nói gì?',
      en: "Follow the chain: has the alarm an action for ALARM, does anyone listen to the topic, what does Record's log say?",
    },
    needs: ['watched'],
    async run(context) {
      const [alarm] = await alarmsOn(context, errorsOf(context));
      // Reason: an action follows a change only; an alarm that is in ALARM already would do nothing.
      await setState(context, alarm!.AlarmName!, 'OK');
      const since = context.now();
      await setState(context, alarm!.AlarmName!, 'ALARM');
      await context.eventually(async () => {
        // Reason: clocks differ by a little between this machine and AWS.
        const incidents = await incidentsOf(context, alarm!.AlarmName!, since - 1000);
        context.equal(incidents.at(-1)?.change ?? '-', 'OK -> ALARM', { vi: 'Sự cố trong bảng', en: 'The incident in the table' });
      });
    },
  },
  {
    id: 'filtered',
    says: {
      vi: 'Một thẻ bị từ chối thành một điểm trong số đo của metric filter',
      en: "A declined card becomes a point in the metric filter's metric",
    },
    hint: {
      vi: 'Hàm không lỗi khi thẻ bị từ chối, nó chỉ ghi log. Nhóm log có metric filter nào khớp dòng ấy?',
      en: 'The function does not fail when a card is declined, it only logs. Has its log group a metric filter that matches that line?',
    },
    needs: ['logged'],
    async run(context) {
      const metric = await countedIn(context, await logGroupOf(context));
      if (!metric) return context.fail('DescribeMetricFilters: 1', 'DescribeMetricFilters: 0');
      const since = context.now();
      const before = await sumSince(context, metric, since);
      const payment = await pay(context, 'declined');
      context.equal(payment.answer, '{"charged":false}', { vi: 'Charge trả lời', en: 'Charge answered' });
      await context.eventually(
        async () => {
          const more = (await sumSince(context, metric, since)) - before;
          context.equal(more, 1, {
            vi: `${metric.Namespace} ${metric.MetricName} tăng`,
            en: `${metric.Namespace} ${metric.MetricName} rose by`,
          });
        },
        { within: 30_000, every: 500 },
      );
    },
  },
  {
    id: 'mailed',
    says: { vi: 'Địa chỉ email của người trực đã xác nhận đăng ký', en: 'The e-mail address on call has confirmed its subscription' },
    hint: {
      vi: 'SNS đã gửi cho địa chỉ ấy một thư. Thư nằm ở đâu, và trong thư yêu cầu gì?',
      en: 'SNS has sent that address one mail. Where is it, and what does it ask for?',
    },
    async run(context) {
      const addresses = await addressesOf(context);
      const waiting = addresses.filter(({ subscription }) => !subscription.startsWith('arn:'));
      context.equal(
        waiting.map(({ address, subscription }) => `${address} ${subscription}`).join(', ') || `${addresses.length} confirmed`,
        `${Math.max(1, addresses.length)} confirmed`,
        { vi: 'Đăng ký email của topic Alerts', en: "The topic Alerts' e-mail subscriptions" },
      );
    },
  },
];
