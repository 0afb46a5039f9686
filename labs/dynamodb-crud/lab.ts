import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  dynamodb: 'real',
  lambda: 'real',
  apigateway: 'real',
  iam: 'real',
  logs: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'dynamodb-crud',
  title: { vi: 'Users API: tạo, đọc, sửa, xóa trong DynamoDB', en: 'Users API: create, read, update, delete in DynamoDB' },
  level: 200,
  minutes: 60,
  services: ['dynamodb', 'lambda', 'apigateway', 'iam', 'logs', 'cloudformation'],
  // An estimate: some hundred requests at 3.50 USD a million (us-east-1), as many reads and writes of a table on demand; nothing
  // waits for money.
  cost: { usdPerRun: 0.001, usdPerForgottenHour: 0.000001, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['put-denied', 'wrong-key'],
};
