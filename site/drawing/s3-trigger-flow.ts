import type { FlowDrawing } from './flow.ts';

/** A file reaches the bucket, the bucket tells the function, the function writes its log. */
export const s3TriggerFlow: FlowDrawing = {
  nodes: [
    { id: 'Uploads', kind: { vi: 'bucket S3', en: 'S3 bucket' }, icon: 'AmazonSimpleStorageService', wide: [0, 0], narrow: [0, 0] },
    { id: 'Describe', kind: { vi: 'hàm Lambda', en: 'Lambda function' }, icon: 'AWSLambda', wide: [1.5, 0], narrow: [0, 1] },
    { id: 'DescribeLogs', kind: { vi: 'nhóm log', en: 'log group' }, icon: 'AmazonCloudWatch', wide: [3, 0], narrow: [0, 2] },
  ],
  edges: [
    {
      from: 'Uploads',
      to: 'Describe',
      kind: 'data',
      label: { vi: 's3:ObjectCreated:*', en: 's3:ObjectCreated:*' },
      missingAt: ['start'],
    },
    { from: 'Describe', to: 'DescribeLogs', kind: 'data', label: { vi: 'tên và cỡ tệp', en: 'name and size' }, missingAt: [] },
  ],
};
