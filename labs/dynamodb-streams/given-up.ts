import { DeleteObjectCommand, GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { CheckContext } from '#labs/contract.ts';

/** What Lambda leaves of a batch that it gave up. */
export interface GivenUp {
  condition: string;
  invocations: number;
  batchSize: number;
  /** The records themselves: a bucket gets them, a queue would not. */
  records: DynamoDBStreamEvent['Records'];
}

/** The batch with a change of a user in it, from the bucket GivenUp; it is removed there. */
export async function givenUp({ client, outputs, eventually, fail }: CheckContext, userId: string): Promise<GivenUp> {
  const s3 = client(S3Client);
  const Bucket = outputs.GivenUp;
  return eventually(async () => {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: 'aws/lambda/' })) {
      for (const { Key } of Contents) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        const { payload, requestContext, DDBStreamBatchInfo } = JSON.parse((await Body?.transformToString()) ?? '{}');
        if (typeof payload !== 'string' || !payload.includes(`"${userId}"`)) continue;
        await s3.send(new DeleteObjectCommand({ Bucket, Key }));
        const { Records }: DynamoDBStreamEvent = JSON.parse(payload);
        return {
          condition: requestContext.condition,
          invocations: requestContext.approximateInvokeCount,
          batchSize: DDBStreamBatchInfo.batchSize,
          records: Records,
        };
      }
    }
    return fail(`aws/lambda/… (${userId})`, '-', { vi: 'Trong bucket GivenUp', en: 'In the bucket GivenUp' });
  });
}
