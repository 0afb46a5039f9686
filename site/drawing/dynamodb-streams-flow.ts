import type { FlowDrawing } from './flow.ts';

/** A table's changes reach a function, which writes the trail; what it cannot process ends in a bucket. */
export const dynamodbStreamsFlow: FlowDrawing = {
  nodes: [
    { id: 'Users', kind: { vi: 'bảng, có luồng', en: 'table with a stream' }, icon: 'AmazonDynamoDB', wide: [0, 0], narrow: [1, 1] },
    { id: 'Audit', kind: { vi: 'hàm Lambda', en: 'Lambda function' }, icon: 'AWSLambda', wide: [1.5, 0], narrow: [0, 1] },
    { id: 'Trail', kind: { vi: 'bảng DynamoDB', en: 'DynamoDB table' }, icon: 'AmazonDynamoDB', wide: [3, 0], narrow: [0, 0] },
    { id: 'GivenUp', kind: { vi: 'bucket S3', en: 'S3 bucket' }, icon: 'AmazonSimpleStorageService', wide: [1.5, 1], narrow: [0, 2] },
  ],
  edges: [
    { from: 'Users', to: 'Audit', kind: 'data', missingAt: [] },
    { from: 'Audit', to: 'Trail', kind: 'data', label: { vi: 'một dấu vết mỗi thay đổi', en: 'an entry per change' }, missingAt: [] },
    { from: 'Audit', to: 'GivenUp', kind: 'data', label: { vi: 'bỏ cuộc', en: 'given up' }, missingAt: ['start'] },
  ],
};
