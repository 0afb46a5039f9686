import type { FlowDrawing } from './flow.ts';

const fn = { vi: 'hàm Lambda', en: 'Lambda function' };

/** A table, the index inside its partitions, the index beside it, and who reads which. */
export const dynamodbIndexesFlow: FlowDrawing = {
  nodes: [
    { id: 'List', kind: { vi: 'hàm, Scan', en: 'function, Scan' }, icon: 'AWSLambda', wide: [0, 0], narrow: [1, 2] },
    { id: 'Users', kind: { vi: 'bảng DynamoDB', en: 'DynamoDB table' }, icon: 'AmazonDynamoDB', wide: [1.5, 0], narrow: [0, 2] },
    { id: 'EmailIndex', kind: { vi: 'GSI, theo email', en: 'GSI, by email' }, icon: 'AmazonDynamoDB', wide: [3, 0], narrow: [0, 1] },
    { id: 'Newest', kind: fn, icon: 'AWSLambda', wide: [0, 1], narrow: [0, 4] },
    {
      id: 'JoinedIndex',
      kind: { vi: 'LSI, theo ngày gia nhập', en: 'LSI, by day of joining' },
      icon: 'AmazonDynamoDB',
      wide: [1.5, 1],
      narrow: [0, 3],
    },
    { id: 'Find', kind: fn, icon: 'AWSLambda', wide: [3, 1], narrow: [0, 0] },
  ],
  edges: [
    { from: 'List', to: 'Users', kind: 'data', missingAt: [] },
    { from: 'Users', to: 'JoinedIndex', kind: 'data', label: { vi: 'cùng lúc ghi', en: 'with the write' }, missingAt: [] },
    { from: 'Newest', to: 'JoinedIndex', kind: 'data', label: { vi: 'Query', en: 'Query' }, missingAt: [] },
    {
      from: 'Users',
      to: 'EmailIndex',
      kind: 'data',
      label: { vi: 'chép sang sau', en: 'copied afterwards' },
      missingAt: ['start', 'paged'],
    },
    { from: 'Find', to: 'EmailIndex', kind: 'data', label: { vi: 'Query', en: 'Query' }, missingAt: ['start', 'paged'] },
  ],
};
