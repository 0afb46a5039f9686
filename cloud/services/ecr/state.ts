/** The repositories of an account and region, by name. They hold no images: none can be pushed. */
export interface EcrState {
  repositories: Map<string, Repository>;
}

export interface Repository {
  name: string;
  arn: string;
  uri: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  tagMutability: 'MUTABLE' | 'IMMUTABLE';
  scanOnPush: boolean;
  /** JSON */
  policy?: string;
  lifecycle?: { text: string; lastEvaluatedAt: number };
  tags: Map<string, string>;
}

export function initialState(): EcrState {
  return { repositories: new Map() };
}
