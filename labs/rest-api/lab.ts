import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  apigateway: 'real',
  lambda: 'real',
  dynamodb: 'real',
  logs: 'real',
  iam: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'rest-api',
  title: { vi: 'REST API với API Gateway và Lambda', en: 'A REST API with API Gateway and Lambda' },
  level: 200,
  minutes: 60,
  services: ['apigateway', 'lambda', 'dynamodb', 'logs', 'iam', 'cloudformation'],
  // An estimate: some hundred requests at 3.50 USD a million (us-east-1), as many invocations and log lines; while it is forgotten
  // a few kB are stored.
  cost: { usdPerRun: 0.001, usdPerForgottenHour: 0.000001, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['no-proxy', 'no-cors'],
};
