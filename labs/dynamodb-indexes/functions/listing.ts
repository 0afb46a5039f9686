import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A line of a list of users. */
export interface Listed {
  company: string;
  userId: string;
  name: string;
  email: string;
}

export function listed(item: Record<string, AttributeValue>): Listed {
  return { company: item.company?.S ?? '', userId: item.userId?.S ?? '', name: item.name?.S ?? '', email: item.email?.S ?? '' };
}
