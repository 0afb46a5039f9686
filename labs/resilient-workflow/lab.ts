import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  states: 'real',
  lambda: 'real',
  dynamodb: 'real',
  iam: 'real',
  logs: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'resilient-workflow',
  title: { vi: 'Hỏng có kiểm soát với Step Functions', en: 'Failing under control with Step Functions' },
  level: 200,
  minutes: 60,
  services: ['states', 'lambda', 'dynamodb', 'iam', 'logs', 'cloudformation'],
  // Some hundred state transitions at 0.025 USD for a thousand; the rest is a handful of requests. Nothing here costs while idle.
  cost: { usdPerRun: 0.005, usdPerForgottenHour: 0, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['retries-for-ever', 'variable-without-dollar'],
};
