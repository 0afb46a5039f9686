import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  kinesis: 'real',
  lambda: 'real',
  dynamodb: 'real',
  iam: 'real',
  logs: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'leda',
  title: {
    vi: 'LEDA: kiến trúc hướng sự kiện với Lambda và DynamoDB',
    en: 'LEDA: event-driven architecture with Lambda and DynamoDB',
  },
  level: 300,
  minutes: 120,
  services: ['kinesis', 'lambda', 'dynamodb', 'iam', 'logs', 'cloudformation'],
  // Two hours of four Kinesis shards are nearly all of it: 0.015 USD each in Virginia, reckoned here at 0.02 for Singapore.
  cost: { usdPerRun: 0.2, usdPerForgottenHour: 0.08, checked: '2026-11-20' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  needs: { reservedConcurrency: 1, quotas: { 'kinesis.shards': 4 } },
  stages: ['start', 'connected', 'solution'],
  drills: [],
};
