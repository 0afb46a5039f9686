import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  states: 'real',
  lambda: 'real',
  dynamodb: 'real',
  sns: 'real',
  sqs: 'real',
  iam: 'real',
  logs: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'order-workflow',
  title: { vi: 'Một đơn hàng đi qua Step Functions', en: 'An order goes through Step Functions' },
  level: 200,
  minutes: 50,
  services: ['states', 'lambda', 'dynamodb', 'sns', 'sqs', 'iam', 'logs', 'cloudformation'],
  // Some hundred state transitions at 0.025 USD for a thousand; the rest is a handful of requests. Nothing here costs while idle.
  cost: { usdPerRun: 0.003, usdPerForgottenHour: 0, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['lost-output', 'publish-denied'],
};
