import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Check } from '#labs/contract.ts';
import { fromCold, invocationTable, invoke, mustAnswer } from './invocation.ts';

export const checks: Check[] = [
  {
    id: 'cold-then-warm',
    says: {
      vi: 'Lần gọi đầu khởi tạo môi trường (có Init Duration), lần sau dùng lại nó (không có)',
      en: 'The first invocation initialises an environment (Init Duration), the next one finds it warm (none)',
    },
    hint: {
      vi: 'Xem dòng REPORT của hai lần gọi: trường Init Duration chỉ có ở lần đầu.',
      en: 'Look at the REPORT lines of both invocations: only the first has an Init Duration.',
    },
    async run(context) {
      const { outputs, equal, show } = context;
      const [cold, warm] = await fromCold(context, outputs.Life, async () => {
        const first = await mustAnswer(context, outputs.Life);
        return [first, await mustAnswer(context, outputs.Life)] as const;
      });
      show(
        invocationTable({ vi: 'Hai dòng REPORT', en: 'Two REPORT lines' }, [
          ['cold', cold],
          ['warm', warm],
        ]),
      );
      equal([cold.line.init !== undefined, warm.line.init !== undefined], [true, false], {
        vi: 'Có Init Duration',
        en: 'Has an Init Duration',
      });
      equal([cold.said.invocation, warm.said.invocation], [1, 2], {
        vi: 'Số lần gọi mà môi trường đã đếm',
        en: "The environment's own count of invocations",
      });
      equal(warm.said.environment, cold.said.environment, { vi: 'Môi trường của lần sau', en: "The second invocation's environment" });
      equal(warm.line.billed, Math.ceil(warm.line.duration), {
        vi: 'Số mili giây tính tiền của lần sau',
        en: 'Milliseconds billed for the second',
      });
    },
  },
  {
    id: 'prepared-once',
    says: {
      vi: 'Phần chuẩn bị đắt tiền chỉ trả một lần cho mỗi môi trường',
      en: 'The expensive preparation is paid for once per environment',
    },
    hint: {
      vi: 'Dòng lệnh nào chạy một lần cho mỗi môi trường, dòng nào chạy lại ở mỗi sự kiện? So trong handler với ngoài handler.',
      en: 'Which lines run once per environment, and which run for every event? Compare inside the handler with outside of it.',
    },
    async run(context) {
      const { outputs, equal, show } = context;
      const first = await mustAnswer(context, outputs.Life);
      const second = await mustAnswer(context, outputs.Life);
      const third = await mustAnswer(context, outputs.Life);
      show(
        invocationTable({ vi: 'Ba lần gọi liền nhau', en: 'Three invocations in a row' }, [
          ['1', first],
          ['2', second],
          ['3', third],
        ]),
      );
      equal(third.said.preparations, 1, {
        vi: `Số lần chuẩn bị sau ${third.said.invocation} lần gọi`,
        en: `Preparations after ${third.said.invocation} invocations`,
      });
    },
  },
  {
    id: 'one-at-a-time',
    says: {
      vi: 'Một môi trường mỗi lúc chỉ phục vụ một lần gọi: hai lần gọi cùng lúc cần hai môi trường',
      en: 'An environment serves one invocation at a time: two at once need two environments',
    },
    hint: {
      vi: 'Hàm có được phép chạy hai bản cùng lúc không? Xem mức đồng thời dành riêng.',
      en: 'May the function run twice at the same time? Look at its reserved concurrency.',
    },
    async run(context) {
      const { outputs, equal } = context;
      const both = await Promise.all([
        mustAnswer(context, outputs.Life, { wait: 1500 }),
        mustAnswer(context, outputs.Life, { wait: 1500 }),
      ]);
      equal(new Set(both.map(({ said }) => said.environment)).size, 2, { vi: 'Số môi trường', en: 'Environments' });
    },
  },
  {
    id: 'three-seconds',
    says: {
      vi: 'Không đặt timeout thì Lambda ngắt sau 3 giây và bỏ luôn môi trường đó',
      en: 'Without a timeout of its own a function is cut off after 3 seconds, and its environment is thrown away',
    },
    hint: { vi: 'Thuộc tính timeout của hàm Life phải để trống.', en: "Life's property timeout has to stay undefined." },
    async run(context) {
      const { client, outputs, equal } = context;
      const { Timeout } = await client(LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: outputs.Life }));
      equal(Timeout, 3, { vi: 'Timeout của Life', en: "Life's timeout" });
      // Reason: with a single environment it is certain which one was cut off.
      const [before, late, after] = await fromCold(context, outputs.Life, async () => [
        await mustAnswer(context, outputs.Life),
        await invoke(context, outputs.Life, { wait: 4000 }),
        await mustAnswer(context, outputs.Life),
      ]);
      equal(/Task timed out after [\d.]+ seconds/.exec(late?.error ?? '')?.[0], 'Task timed out after 3.00 seconds', {
        vi: 'Lambda trả lời thay cho hàm',
        en: "Lambda's answer in place of the function's",
      });
      equal(late?.line.status, 'timeout', { vi: 'Status của dòng REPORT', en: "The REPORT line's Status" });
      equal(after?.said?.environment !== before?.said?.environment, true, {
        vi: 'Lần gọi sau chạy ở môi trường khác',
        en: 'The next invocation runs elsewhere',
      });
    },
  },
];
