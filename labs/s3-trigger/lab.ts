import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = { s3: 'real', lambda: 'real', logs: 'real', iam: 'real', cloudformation: 'real' };

export const lab: Lab = {
  id: 's3-trigger',
  title: { vi: 'Tải tệp lên S3, Lambda được gọi', en: 'An upload to S3 calls Lambda' },
  level: 100,
  minutes: 45,
  services: ['s3', 'lambda', 'logs', 'iam', 'cloudformation'],
  // Two minutes of a function with 1,769 MB at 0.0000133334 USD for a GB-second (arm64); a forgotten hour keeps some 20 MB at
  // 0.025 USD for a GB-month. CloudFormation deletes a bucket only when it is empty: lab:destroy empties it, `cdk destroy` alone
  // stops at the first file.
  cost: { usdPerRun: 0.003, usdPerForgottenHour: 0.000001, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'solution'],
  drills: ['not-permitted', 'three-seconds'],
};
