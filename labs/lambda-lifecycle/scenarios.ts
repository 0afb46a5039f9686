import type { Scenario, Table } from '#labs/contract.ts';
import { fromCold, type Invocation, invocationTable, invoke, mustAnswer } from './invocation.ts';

/** USD for a GB-second on arm64, ap-southeast-1, November 2026. */
const USD_PER_GB_SECOND = 0.0000133334;

export const scenarios: Scenario[] = [
  {
    id: 'life',
    says: { vi: 'Một đời hàm: nguội, ấm, quá giờ, hai cùng lúc', en: 'A life: cold, warm, timed out, two at once' },
    async run(context) {
      const { outputs, tell, show } = context;
      const seen: [string, Invocation][] = [];
      const note = (what: string, invocation: Invocation) => void seen.push([what, invocation]);
      await fromCold(context, outputs.Life, async () => {
        tell({ vi: 'Gọi lần đầu: chưa có môi trường nào', en: 'The first invocation: there is no environment yet' });
        note('cold', await mustAnswer(context, outputs.Life));
        tell({ vi: 'Gọi tiếp hai lần', en: 'Two more' });
        note('warm', await mustAnswer(context, outputs.Life));
        note('warm', await mustAnswer(context, outputs.Life));
        tell({ vi: 'Gọi một lần chờ 4 giây; timeout mặc định là 3 giây', en: 'One that waits for 4 seconds; the default timeout is 3' });
        const late = await invoke(context, outputs.Life, { wait: 4000 });
        note('too late', late);
        if (late.error) tell({ vi: late.error, en: late.error });
        note('after', await mustAnswer(context, outputs.Life));
        tell({ vi: 'Gọi hai lần cùng lúc, mỗi lần chờ 1500 ms', en: 'Two at once, each waiting for 1500 ms' });
        const [a, b] = await Promise.all([1, 2].map(() => mustAnswer(context, outputs.Life, { wait: 1500 })));
        note('at once', a!);
        note('at once', b!);
      });
      tell({ vi: seen[0]![1].line.text, en: seen[0]![1].line.text });
      tell({ vi: seen[1]![1].line.text, en: seen[1]![1].line.text });
      show(invocationTable({ vi: 'Theo các dòng REPORT (ms)', en: 'As the REPORT lines have it (ms)' }, seen));
    },
  },
  {
    id: 'memory',
    says: { vi: 'Cùng một việc, 256 MB và 1.769 MB', en: 'The same work with 256 MB and with 1,769 MB' },
    async run(context) {
      const { outputs, show } = context;
      const rows: [string, Invocation][] = [];
      for (const name of [outputs.Life, outputs.LifeLarge]) {
        await mustAnswer(context, name);
        const invocation = await mustAnswer(context, name, { millions: 60 });
        rows.push([`${invocation.said.memoryLimitInMB} MB`, invocation]);
      }
      show(memoryTable(rows));
    },
  },
];

function memoryTable(rows: readonly (readonly [string, Invocation])[]): Table {
  const same = (text: string) => ({ vi: text, en: text });
  return {
    title: { vi: '60 triệu phép nhân', en: '60 million multiplications' },
    columns: [
      same('Memory Size'),
      same('Max Memory Used (MB)'),
      same('Duration (ms)'),
      same('Billed (ms)'),
      { vi: 'USD một triệu lần', en: 'USD for a million' },
    ],
    rows: rows.map(([memory, { line }]) => ({
      cells: [
        memory,
        String(line.memoryUsed),
        line.duration.toFixed(2),
        String(line.billed),
        ((((line.memorySize / 1024) * line.billed) / 1000) * USD_PER_GB_SECOND * 1e6).toFixed(2),
      ],
    })),
  };
}
