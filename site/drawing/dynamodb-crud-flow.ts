import type { FlowDrawing } from './flow.ts';

/** A request reaches the API, one of four functions does one thing with the table. */
export const dynamodbCrudFlow: FlowDrawing = {
  nodes: [
    { id: 'Api', kind: { vi: 'REST API', en: 'REST API' }, icon: 'AmazonAPIGateway', wide: [0, 0], narrow: [0, 0] },
    {
      id: 'Create, Read, Update, Delete',
      kind: { vi: 'bốn hàm Lambda', en: 'four Lambda functions' },
      icon: 'AWSLambda',
      wide: [1.5, 0],
      narrow: [0, 1],
    },
    { id: 'Users', kind: { vi: 'bảng DynamoDB', en: 'DynamoDB table' }, icon: 'AmazonDynamoDB', wide: [3, 0], narrow: [0, 2] },
  ],
  edges: [
    {
      from: 'Api',
      to: 'Create, Read, Update, Delete',
      kind: 'data',
      label: { vi: 'POST, GET, PATCH, DELETE', en: 'POST, GET, PATCH, DELETE' },
      missingAt: [],
    },
    {
      from: 'Create, Read, Update, Delete',
      to: 'Users',
      kind: 'data',
      label: { vi: 'mỗi hàm một lệnh', en: 'one command each' },
      missingAt: [],
    },
  ],
};
