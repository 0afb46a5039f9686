import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { CheckContext, Table, Text } from '#labs/contract.ts';
import type { Order, Report } from './functions/life.ts';
import { type ReportLine, reportLine } from './report-line.ts';

/** One invocation as it is seen from outside. */
export interface Invocation {
  /** What the function said; undefined when it did not get to say anything. */
  said: Report | undefined;
  /** What Lambda said in its place: `{"errorType":"Sandbox.Timedout",...}`. */
  error: string | undefined;
  line: ReportLine;
}

/** Invokes a function and waits for it; the log's last 4 KB come back with the answer. */
export async function invoke({ client, fail }: CheckContext, FunctionName: string | undefined, order: Order = {}): Promise<Invocation> {
  const { FunctionError, LogResult, Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName, LogType: 'Tail', Payload: new TextEncoder().encode(JSON.stringify(order)) }),
  );
  const answer = new TextDecoder().decode(Payload);
  const log = new TextDecoder().decode(Uint8Array.from(atob(LogResult ?? ''), (character) => character.charCodeAt(0)));
  const line = reportLine(log) ?? fail('REPORT RequestId: …', log, { vi: 'Dòng REPORT trong log', en: 'The REPORT line in the log' });
  return FunctionError ? { said: undefined, error: answer, line } : { said: JSON.parse(answer), error: undefined, line };
}

/** Like `invoke`, for an invocation that has to succeed. */
export async function mustAnswer(context: CheckContext, FunctionName: string | undefined, order?: Order) {
  const { said, error, line } = await invoke(context, FunctionName, order);
  if (!said) return context.fail('{"environment":…}', error ?? '', { vi: 'Hàm trả về', en: 'The function answers' });
  return { said, error, line };
}

const ASKED_FOR = 'Cold start asked for at';

/** Lets something happen to a function that has no environment yet: a change of its configuration retires those it had. */
export async function fromCold<Value>(context: CheckContext, FunctionName: string | undefined, act: () => Promise<Value>): Promise<Value> {
  const lambda = context.client(LambdaClient);
  const describe = async (Description: string) => {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description }));
    await context.eventually(async () => {
      const { LastUpdateStatus } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      if (LastUpdateStatus !== 'Successful') context.fail('Successful', String(LastUpdateStatus));
    });
  };
  const { Description: before = '' } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await describe(`${ASKED_FOR} ${new Date(context.now()).toISOString()}`);
  try {
    return await act();
  } finally {
    // Reason: the stack knows of no description, and a check that was interrupted may have left its own.
    await describe(before.startsWith(ASKED_FOR) ? '' : before);
  }
}

/** Invocations one below the other, as their REPORT lines tell of them. */
export function invocationTable(title: Text, invocations: readonly (readonly [what: string, Invocation])[]): Table {
  const same = (text: string): Text => ({ vi: text, en: text });
  return {
    title,
    columns: [
      { vi: 'Lần gọi', en: 'Invocation' },
      { vi: 'Môi trường', en: 'Environment' },
      { vi: 'Lần thứ', en: 'Its number' },
      same('Init Duration'),
      same('Duration'),
      same('Billed'),
      same('Status'),
    ],
    rows: invocations.map(([what, { said, line }]) => ({
      cells: [
        what,
        said?.environment.slice(0, 8) ?? '?',
        String(said?.invocation ?? '?'),
        line.init?.toFixed(2) ?? '-',
        line.duration.toFixed(2),
        String(line.billed),
        line.status ?? '-',
      ],
    })),
  };
}
