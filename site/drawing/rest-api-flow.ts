import type { Bilingual } from '../i18n/language.ts';
import type { FlowDrawing } from './flow.ts';

const fn: Bilingual = { vi: 'hàm Lambda', en: 'Lambda function' };

/** A request reaches the API, the API asks a function, and writes a line about it. */
export const restApiFlow: FlowDrawing = {
  nodes: [
    { id: 'Api', kind: { vi: 'REST API', en: 'REST API' }, icon: 'AmazonAPIGateway', wide: [0, 0], narrow: [1, 0] },
    { id: 'Hello', kind: fn, icon: 'AWSLambda', wide: [1, 1], narrow: [0, 0] },
    { id: 'PlaceOrder', kind: fn, icon: 'AWSLambda', wide: [2, 1], narrow: [0, 1] },
    { id: 'GetOrder', kind: fn, icon: 'AWSLambda', wide: [3, 1], narrow: [0, 3] },
    { id: 'Orders', kind: { vi: 'bảng DynamoDB', en: 'DynamoDB table' }, icon: 'AmazonDynamoDB', wide: [2.5, 2], narrow: [0, 2] },
    { id: 'AccessLog', kind: { vi: 'nhóm log', en: 'log group' }, icon: 'AmazonCloudWatch', wide: [0, 1], narrow: [0, 4] },
  ],
  edges: [
    { from: 'Api', to: 'Hello', kind: 'data', missingAt: [] },
    { from: 'Api', to: 'PlaceOrder', kind: 'data', missingAt: ['start'] },
    { from: 'Api', to: 'GetOrder', kind: 'data', missingAt: ['start'] },
    { from: 'PlaceOrder', to: 'Orders', kind: 'data', missingAt: [] },
    { from: 'GetOrder', to: 'Orders', kind: 'data', missingAt: [] },
    { from: 'Api', to: 'AccessLog', kind: 'data', missingAt: ['start'] },
  ],
};
