import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type EventSourceMappingConfiguration,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import type { Check, CheckContext } from '#labs/contract.ts';
import { CALM, HURRICANE, mustBeExact } from './score.ts';

export const checks: Check[] = [
  {
    id: 'state-mapping',
    says: { vi: 'Luồng IncomingDataStream gọi hàm State, mỗi lô 100 bản ghi', en: 'IncomingDataStream calls State, 100 records at a time' },
    hint: {
      vi: 'Hàm State đã có ánh xạ nguồn sự kiện (event source mapping) từ luồng Kinesis chưa?',
      en: 'Does State have an event source mapping from the Kinesis stream?',
    },
    run: (context) => mustBeMapped(context, context.outputs.IncomingDataStream, context.outputs.State, 100),
  },
  {
    id: 'map-mapping',
    says: { vi: 'Mỗi thay đổi của StateTable đến được hàm Map', en: 'Every change of StateTable reaches Map' },
    hint: {
      vi: 'Luồng (stream) của StateTable đã được ánh xạ tới hàm Map chưa?',
      en: 'Is the stream of StateTable mapped to the Map function?',
    },
    run: async (context) => mustBeMapped(context, await streamOf(context, context.outputs.StateTable), context.outputs.Map),
  },
  {
    id: 'reduce-concurrency',
    says: { vi: 'Mỗi lúc chỉ có một hàm Reduce chạy', en: 'Only one Reduce runs at a time' },
    hint: {
      vi: 'Hãy xem mức đồng thời dành riêng (reserved concurrency) của hàm Reduce.',
      en: 'Look at the reserved concurrency of the Reduce function.',
    },
    async run({ client, outputs, equal }) {
      const { ReservedConcurrentExecutions } = await client(LambdaClient).send(
        new GetFunctionConcurrencyCommand({ FunctionName: outputs.Reduce }),
      );
      equal(ReservedConcurrentExecutions, 1, { vi: 'Mức đồng thời dành riêng', en: 'Reserved concurrency' });
    },
  },
  {
    id: 'reduce-mapping',
    says: {
      vi: 'Luồng của ReduceTable gọi hàm Reduce, mỗi lô 1000 bản ghi',
      en: 'The stream of ReduceTable calls Reduce, 1000 records at a time',
    },
    hint: {
      vi: 'Vai trò của Reduce có được đọc luồng của ReduceTable không? Không có quyền ấy thì Lambda từ chối tạo ánh xạ.',
      en: "May Reduce's role read the stream of ReduceTable? Without that Lambda refuses to make the mapping.",
    },
    run: async (context) => mustBeMapped(context, await streamOf(context, context.outputs.ReduceTable), context.outputs.Reduce, 1000),
  },
  {
    id: 'trades-arrive',
    says: { vi: '200 giao dịch bình thường được cộng đúng đến từng xu', en: '200 plain trades are added up to the cent' },
    hint: {
      vi: 'Đọc nhật ký của State, Map và Reduce theo thứ tự ấy: hàm đầu tiên im lặng hoặc báo lỗi là chỗ tắc. Reduce có được UpdateItem trên AggregateTable không?',
      en: 'Read the logs of State, Map and Reduce in this order: the first one that is silent or complains is where it stops. May Reduce call UpdateItem on AggregateTable?',
    },
    needs: ['state-mapping', 'map-mapping', 'reduce-mapping'],
    run: (context) => mustBeExact(context, { trades: 200, special: false, failures: CALM }),
  },
  {
    id: 'exactly-once',
    says: {
      vi: '2.000 giao dịch có bản trùng và phiên bản cũ đến muộn vẫn được tính đúng một lần, dù các hàm hỏng giữa chừng',
      en: '2,000 trades with duplicates, stale versions and failing functions still count exactly once',
    },
    hint: {
      vi: 'Lambda gửi lại nguyên lô đã hỏng. Hàm nào ghi mà không hỏi "đã có chưa": State hỏi về phiên bản, Reduce hỏi về cả lô?',
      en: 'Lambda brings a failed batch again, whole. Which function writes without asking "is it there already": State about versions, Reduce about the batch?',
    },
    needs: ['trades-arrive', 'reduce-concurrency'],
    run: (context) => mustBeExact(context, { trades: 2000, special: true, failures: HURRICANE }),
  },
];

async function mustBeMapped(context: CheckContext, source: string | undefined, functionName: string | undefined, batchSize?: number) {
  const { equal, eventually, fail } = context;
  const mapping = await eventually(async () => {
    const found = await findMapping(context, source, functionName);
    if (found?.State?.endsWith('ing')) fail('Enabled', found.State);
    return found;
  });
  if (!mapping) return fail(`${source} -> ${functionName}`, '-', { vi: 'Ánh xạ nguồn sự kiện', en: 'Event source mapping' });
  equal(mapping.State, 'Enabled', { vi: 'Trạng thái của ánh xạ', en: "The mapping's state" });
  if (batchSize !== undefined) equal(mapping.BatchSize, batchSize, { vi: 'Cỡ lô', en: 'Batch size' });
}

async function findMapping({ client }: CheckContext, source: string | undefined, functionName: string | undefined) {
  let Marker: string | undefined;
  do {
    const page = await client(LambdaClient).send(new ListEventSourceMappingsCommand({ FunctionName: functionName, Marker }));
    const found = page.EventSourceMappings?.find(({ EventSourceArn }: EventSourceMappingConfiguration) => EventSourceArn === source);
    if (found) return found;
    Marker = page.NextMarker;
  } while (Marker);
  return undefined;
}

async function streamOf({ client }: CheckContext, table: string | undefined): Promise<string | undefined> {
  return (await client(DynamoDBClient).send(new DescribeTableCommand({ TableName: table }))).Table?.LatestStreamArn;
}
