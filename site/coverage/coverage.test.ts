import { expect, test } from 'vitest';
import type { Service } from '../../cloud/service.ts';
import { anchorOf, coverageOf } from './coverage.ts';

const service: Service<object> = {
  name: 'sqs',
  wires: [],
  scope: 'region',
  initialState: () => ({}),
  operations: { SendMessage: () => ({}), CreateQueue: () => ({}) },
  access: {},
  resourceTypes: [
    {
      type: 'AWS::SQS::Queue',
      properties: { Tags: { '*': 'update' }, QueueName: 'replace' },
      create: async () => '',
      delete: async () => {},
    },
  ],
};

test('lists what the tables of the cloud say, nested properties by their path', () => {
  expect(coverageOf([service])).toEqual([
    {
      name: 'sqs',
      operations: ['CreateQueue', 'SendMessage'],
      types: [
        {
          type: 'AWS::SQS::Queue',
          properties: [
            { path: 'QueueName', change: 'replace' },
            { path: 'Tags.*', change: 'update' },
          ],
        },
      ],
    },
  ]);
});

test('a resource type has a place that a failed deployment can link to', () => {
  expect(anchorOf('AWS::SQS::Queue')).toBe('aws-sqs-queue');
});
