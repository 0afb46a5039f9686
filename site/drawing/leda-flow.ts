import type { Bilingual } from '../i18n/language.ts';
import type { FlowDrawing, FlowEdge, FlowNode } from './flow.ts';

const same = (text: string): Bilingual => ({ vi: text, en: text });
const fn: Bilingual = { vi: 'hàm Lambda', en: 'Lambda function' };
const table: Bilingual = { vi: 'bảng DynamoDB', en: 'DynamoDB table' };

const nodes: readonly FlowNode[] = [
  { id: 'Generator', kind: fn, icon: 'AWSLambda', wide: [0, 0], narrow: [0, 0] },
  {
    id: 'IncomingDataStream',
    kind: { vi: 'luồng Kinesis', en: 'Kinesis stream' },
    icon: 'AmazonKinesisDataStreams',
    wide: [1, 0],
    narrow: [0, 1],
  },
  { id: 'State', kind: fn, icon: 'AWSLambda', wide: [2, 0], narrow: [0, 2] },
  { id: 'StateTable', kind: table, icon: 'AmazonDynamoDB', wide: [3, 0], narrow: [0, 3] },
  { id: 'Map', kind: fn, icon: 'AWSLambda', wide: [3, 2], narrow: [0, 4] },
  { id: 'ReduceTable', kind: table, icon: 'AmazonDynamoDB', wide: [2, 2], narrow: [0, 5] },
  { id: 'Reduce', kind: fn, icon: 'AWSLambda', wide: [1, 2], narrow: [0, 6] },
  { id: 'AggregateTable', kind: table, icon: 'AmazonDynamoDB', wide: [0, 2], narrow: [0, 7] },
  { id: 'ParameterTable', kind: table, icon: 'AmazonDynamoDB', wide: [2, 1], narrow: [1, 4] },
];

const knob = (to: string): FlowEdge => ({ from: 'ParameterTable', to, kind: 'knob', missingAt: [] });
const put = (from: string, to: string, operation: string): FlowEdge => ({ from, to, kind: 'data', label: same(operation), missingAt: [] });

const edges: readonly FlowEdge[] = [
  put('Generator', 'IncomingDataStream', 'PutRecords'),
  { from: 'IncomingDataStream', to: 'State', kind: 'data', label: { vi: 'lô 100', en: 'batches of 100' }, missingAt: ['start'] },
  put('State', 'StateTable', 'PutItem'),
  { from: 'StateTable', to: 'Map', kind: 'data', label: { vi: 'luồng, lô 100', en: 'stream, 100' }, missingAt: ['start'] },
  put('Map', 'ReduceTable', 'PutItem'),
  { from: 'ReduceTable', to: 'Reduce', kind: 'data', label: { vi: 'luồng, lô 1000', en: 'stream, 1000' }, missingAt: ['start'] },
  { from: 'Reduce', to: 'AggregateTable', kind: 'data', label: same('TransactWrite'), missingAt: ['start'] },
  knob('State'),
  knob('Map'),
  knob('Reduce'),
];

/** LEDA, in the order in which a trade meets its parts. */
export const ledaFlow: FlowDrawing = {
  nodes,
  edges,
  knobs: { vi: 'Nét chấm: các nút chỉnh tỉ lệ lỗi trong ParameterTable.', en: 'Dotted: the failure knobs in ParameterTable.' },
};
