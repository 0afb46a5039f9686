import { Queue } from './AWS-SQS-Queue.ts';
import { QueuePolicy } from './AWS-SQS-QueuePolicy.ts';

export const resourceTypes = [Queue, QueuePolicy];
