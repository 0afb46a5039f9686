import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = { dynamodb: 'real', lambda: 'real', iam: 'real', logs: 'real', cloudformation: 'real' };

export const lab: Lab = {
  id: 'dynamodb-indexes',
  title: { vi: 'Chỉ mục và phân trang trong DynamoDB', en: 'Indexes and pages in DynamoDB' },
  level: 200,
  minutes: 60,
  services: ['dynamodb', 'lambda', 'iam', 'logs', 'cloudformation'],
  // 1,200 users take some 6,000 write units (three for the item, one for each index) at 0.71 USD a million, the checks and
  // scenarios some 10,000 read units at 0.1425; 4 MB of storage at 0.285 a GB and month while it is forgotten.
  cost: { usdPerRun: 0.006, usdPerForgottenHour: 0.000002, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'paged', 'solution'],
  drills: ['late-lsi', 'scan-not-query'],
};
