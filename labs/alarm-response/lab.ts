import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  cloudwatch: 'real',
  sns: 'real',
  lambda: 'real',
  dynamodb: 'real',
  logs: 'real',
  iam: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'alarm-response',
  title: { vi: 'Lỗi tự gọi người: cảnh báo ghi lại sự cố', en: 'Failures that call for help: an alarm records the incident' },
  level: 200,
  minutes: 50,
  services: ['cloudwatch', 'sns', 'lambda', 'dynamodb', 'logs', 'iam', 'cloudformation'],
  // Two alarms at 0.10 USD a month and, in an hour with declined cards, one metric of our own at 0.30 USD a month; the rest is
  // a handful of requests.
  cost: { usdPerRun: 0.001, usdPerForgottenHour: 0.0003, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  confirmsMail: true,
  stages: ['start', 'solution'],
  drills: ['no-logs', 'unconfirmed'],
};
