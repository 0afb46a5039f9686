import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = { lambda: 'real', logs: 'real', iam: 'real', cloudformation: 'real' };

export const lab: Lab = {
  id: 'lambda-lifecycle',
  title: { vi: 'Vòng đời của một hàm Lambda', en: 'The life of a Lambda function' },
  level: 100,
  minutes: 40,
  services: ['lambda', 'logs', 'iam', 'cloudformation'],
  // Some thirty invocations, ten GB-seconds at 0.0000133334 USD (arm64) and a few kilobytes of log; nothing runs while it idles.
  cost: { usdPerRun: 0.0002, usdPerForgottenHour: 0, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: [],
};
