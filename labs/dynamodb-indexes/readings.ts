import {
  type AttributeValue,
  DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CheckContext, Table, Text } from '#labs/contract.ts';

/** As many users as the lab works with. */
export const USERS = 1200;

type Item = Record<string, AttributeValue>;

/** One answer of Scan or Query. */
export interface Page {
  items: Item[];
  /** Items read, before the filter. */
  examined: number;
  /** Read units. */
  consumed: number;
  last: Item | undefined;
}

/** Reads until no LastEvaluatedKey comes back. */
export async function scanAll({ client, outputs }: CheckContext, input: Partial<ScanCommandInput> = {}): Promise<Page[]> {
  const pages: Page[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const answer = await client(DynamoDBClient).send(
      new ScanCommand({ TableName: outputs.Users, ReturnConsumedCapacity: 'TOTAL', ...input, ExclusiveStartKey }),
    );
    pages.push(pageOf(answer));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return pages;
}

/** One request. */
export async function query({ client, outputs }: CheckContext, input: Partial<QueryCommandInput>): Promise<Page> {
  return pageOf(
    await client(DynamoDBClient).send(new QueryCommand({ TableName: outputs.Users, ReturnConsumedCapacity: 'TOTAL', ...input })),
  );
}

interface Answer {
  Items?: Item[];
  ScannedCount?: number;
  ConsumedCapacity?: { CapacityUnits?: number };
  LastEvaluatedKey?: Item;
}

function pageOf({ Items = [], ScannedCount = 0, ConsumedCapacity, LastEvaluatedKey }: Answer): Page {
  return { items: Items, examined: ScannedCount, consumed: ConsumedCapacity?.CapacityUnits ?? 0, last: LastEvaluatedKey };
}

export const total = (pages: readonly Page[], member: 'examined' | 'consumed'): number =>
  pages.reduce((sum, page) => sum + page[member], 0);

/** The table's pages, with so many users in it; the function Fill writes them if they are not there yet. */
export async function filled(context: CheckContext, users = USERS): Promise<Page[]> {
  const before = await scanAll(context);
  if (total(before, 'examined') >= users) return before;
  context.tell({ vi: `Hàm Fill ghi ${users} người dùng vào bảng`, en: `Fill writes ${users} users into the table` });
  await invoke(context, 'Fill', { users });
  return scanAll(context);
}

/** Calls one of the lab's functions and waits for its answer. */
export async function invoke<Answer>({ client, outputs, fail }: CheckContext, name: string, event: object): Promise<Answer> {
  const { FunctionError, Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: outputs[name], Payload: new TextEncoder().encode(JSON.stringify(event)) }),
  );
  const answer = new TextDecoder().decode(Payload);
  if (FunctionError) return fail('{…}', answer, { vi: `Hàm ${name} trả lời`, en: `${name} answers` });
  return JSON.parse(answer);
}

/** OK, or the error in AWS's words. */
export async function said(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'OK';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

export function pageTable(title: Text, pages: readonly Page[]): Table {
  return {
    title,
    columns: [
      { vi: 'Trang', en: 'Page' },
      { vi: 'Mục đọc', en: 'Examined' },
      { vi: 'Mục trả về', en: 'Returned' },
      { vi: 'Đơn vị đọc', en: 'Read units' },
      { vi: 'LastEvaluatedKey', en: 'LastEvaluatedKey' },
    ],
    rows: pages.map(({ items, examined, consumed, last }, index) => ({
      cells: [
        String(index + 1),
        String(examined),
        String(items.length),
        String(consumed),
        last ? `${last.company?.S} ${last.userId?.S}` : '-',
      ],
    })),
  };
}
