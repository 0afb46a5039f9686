import { Subscription } from './AWS-SNS-Subscription.ts';
import { Topic } from './AWS-SNS-Topic.ts';
import { TopicPolicy } from './AWS-SNS-TopicPolicy.ts';

export const resourceTypes = [Topic, Subscription, TopicPolicy];
