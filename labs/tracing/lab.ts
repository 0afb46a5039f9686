import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  xray: 'real',
  apigateway: 'real',
  lambda: 'real',
  logs: 'real',
  iam: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'tracing',
  title: { vi: 'Lần theo một yêu cầu bằng X-Ray', en: 'Following one request with X-Ray' },
  level: 200,
  minutes: 60,
  services: ['xray', 'apigateway', 'lambda', 'logs', 'iam', 'cloudformation'],
  // Some sixty requests through three APIs at 3.50 USD a million (us-east-1), as many invocations of one second with 256 MB at 0.0000133334 USD
  // for a GB-second (arm64), a hundred traces at 5.00 USD a million; while it is forgotten a few kB of logs are stored.
  cost: { usdPerRun: 0.002, usdPerForgottenHour: 0.000001, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'traced', 'solution'],
  drills: ['no-traces', 'broken-trace'],
};
