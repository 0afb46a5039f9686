import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  dynamodb: 'real',
  lambda: 'real',
  s3: 'real',
  iam: 'real',
  logs: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'dynamodb-streams',
  title: { vi: 'Dấu vết kiểm toán từ luồng DynamoDB', en: 'An audit trail from a DynamoDB stream' },
  level: 200,
  minutes: 60,
  services: ['dynamodb', 'lambda', 's3', 'iam', 'logs', 'cloudformation'],
  // Some hundred writes and invocations; Lambda reads a stream free of charge, and two small tables and an empty bucket cost nothing.
  cost: { usdPerRun: 0.0005, usdPerForgottenHour: 0, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['no-mapping', 'event-name-ignored'],
};
