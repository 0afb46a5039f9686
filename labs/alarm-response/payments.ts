import { CloudWatchLogsClient, FilterLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CheckContext } from '#labs/contract.ts';

/** Ways of paying: one that works, one that the bank declines, one that makes Charge throw. */
const PAYMENTS = {
  good: { amount: 90_000, card: '4242 4242 4242 4242' },
  declined: { amount: 90_000, card: '4000 0000 0000 0002' },
  broken: { amount: -1, card: '4242 4242 4242 4242' },
} as const;

/** One call of Charge, and what came back. */
export interface Paid {
  orderId: string;
  /** When, in ms. */
  at: number;
  /** `200`, `200 Unhandled`. */
  status: string;
  answer: string;
}

/** Calls Charge; the time in the order's id keeps it apart from every other. */
export async function pay({ client, outputs, now, seed }: CheckContext, kind: keyof typeof PAYMENTS): Promise<Paid> {
  const at = now();
  const orderId = `P-${seed}-${at}`;
  const { StatusCode, FunctionError, Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: outputs.Charge, Payload: new TextEncoder().encode(JSON.stringify({ orderId, ...PAYMENTS[kind] })) }),
  );
  const answer = new TextDecoder().decode(Payload);
  return {
    orderId,
    at,
    status: [StatusCode, FunctionError].filter(Boolean).join(' '),
    answer: FunctionError ? errorIn(answer) : answer,
  };
}

/** An error's name and message; where it was thrown is for the log. */
function errorIn(answer: string): string {
  const { errorType, errorMessage }: { errorType?: string; errorMessage?: string } = JSON.parse(answer);
  return `${errorType}: ${errorMessage}`;
}

/** The log group that Charge writes to, as the function itself is configured. */
export async function logGroupOf({ client, outputs }: CheckContext): Promise<string> {
  const { LoggingConfig } = await client(LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: outputs.Charge }));
  return LoggingConfig?.LogGroup ?? `/aws/lambda/${outputs.Charge}`;
}

/** The lines that Charge has logged about a payment; an error's message where there is no such log group. */
export async function linesAbout({ client }: CheckContext, logGroupName: string, { orderId, at }: Paid): Promise<string[] | string> {
  try {
    // Reason: clocks differ by a little between this machine and AWS.
    const { events = [] } = await client(CloudWatchLogsClient).send(
      new FilterLogEventsCommand({ logGroupName, filterPattern: `"${orderId}"`, startTime: at - 5000 }),
    );
    return events.map(({ message = '' }) => message.trimEnd());
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return `${error.name}: ${error.message}`;
    throw error;
  }
}
