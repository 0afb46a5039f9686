import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = { lambda: 'real', dynamodb: 'real', logs: 'real', iam: 'real', cloudformation: 'real' };

export const lab: Lab = {
  id: 'new-lab',
  title: { vi: 'Lab new-lab', en: 'Lab new-lab' },
  level: 100,
  minutes: 20,
  services: ['lambda', 'dynamodb', 'logs', 'iam', 'cloudformation'],
  // A handful of invocations and writes; nothing in this stack costs anything while it idles.
  cost: { usdPerRun: 0.001, usdPerForgottenHour: 0, checked: '2026-11-21' },
  covers: {
    tab: Object.fromEntries(Object.keys(everything).map((service) => [service, 'not-covered'])),
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['not-granted'],
};
