import type { Coverage, Lab } from '#labs/contract.ts';

const everything: Record<string, Coverage> = {
  s3: 'real',
  events: 'real',
  lambda: 'real',
  sqs: 'real',
  iam: 'real',
  logs: 'real',
  cloudformation: 'real',
};

export const lab: Lab = {
  id: 'image-pipeline',
  title: { vi: 'Đường ống ảnh: S3, EventBridge, Lambda, SQS', en: 'A picture pipeline: S3, EventBridge, Lambda, SQS' },
  level: 200,
  minutes: 60,
  services: ['s3', 'events', 'lambda', 'sqs', 'iam', 'logs', 'cloudformation'],
  // Some fifty pictures through a function with 1,769 MB (0.0000133334 USD for a GB-second, arm64); events of S3 are opted in to,
  // 1 USD for a million. While it stands, Lambda asks the queue Jobs for messages about 15 times a minute, at 0.4 USD for a million
  // requests. CloudFormation deletes a bucket only when it is empty: lab:destroy empties both.
  cost: { usdPerRun: 0.004, usdPerForgottenHour: 0.0004, checked: '2026-11-21' },
  covers: {
    tab: everything,
    local: everything,
    aws: everything,
  },
  stages: ['start', 'direct', 'solution'],
  drills: ['eventbridge-off', 'too-slow'],
};
