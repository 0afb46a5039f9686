import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { labInTest } from '../lab-in-test.ts';
import type { Benchmark } from './benchmark.ts';

/** LEDA's throughput: from the generator's start until the last trade is in AggregateTable. No failures, no duplicates. */
export const pipeline: Benchmark[] = [1000, 20_000].map((trades) => ({
  id: `leda-${trades}`,
  says: `${trades.toLocaleString('en')} trades through LEDA (connected), generator to AggregateTable`,
  unit: '/s',
  goal: 1000,
  async run({ times }) {
    const lab = await labInTest('leda');
    try {
      const { outputs } = await lab.deploy({ stage: 'connected' });
      const configuration = lab.clientConfiguration();
      const lambda = new LambdaClient(configuration);
      const dynamodb = new DynamoDBClient(configuration);
      const counted = async () => {
        const key = { Identifier: { S: 'message_count' } };
        const { Item } = await dynamodb.send(new GetItemCommand({ TableName: outputs.AggregateTable, Key: key, ConsistentRead: true }));
        return Number(Item?.Value?.N ?? 0);
      };
      const measured: number[] = [];
      // The first round starts the functions' environments and is not counted.
      for (let round = 0, before = 0; round <= (trades > 1000 ? 2 : times); round++, before += trades) {
        const started = performance.now();
        const Payload = new TextEncoder().encode(JSON.stringify({ seed: round, trades, startedAt: Date.now(), special: false }));
        await lambda.send(new InvokeCommand({ FunctionName: outputs.Generator, Payload }));
        while ((await counted()) < before + trades) await new Promise((resolve) => setTimeout(resolve, 10));
        if (round > 0) measured.push(trades / ((performance.now() - started) / 1000));
      }
      return measured;
    } finally {
      await lab.close();
    }
  },
}));
