/** The secrets of an account and region, by name. They are kept as plain bytes: nothing here is encrypted. */
export interface SecretsState {
  secrets: Map<string, Secret>;
}

export interface Secret {
  name: string;
  arn: string;
  description?: string;
  createdAt: number; // ms
  changedAt: number; // ms
  /** The day (ms, midnight UTC) on which its value was last read. */
  accessedAt?: number;
  /** When its deletion was asked for, and when it happens (ms). */
  deletion?: { askedAt: number; dueAt: number };
  tags: Map<string, string>;
  /** JSON */
  policy?: string;
  /** By id, oldest first. */
  versions: Map<string, SecretVersion>;
}

export interface SecretVersion {
  id: string;
  createdAt: number; // ms
  accessedAt?: number; // ms, midnight UTC
  value: { SecretString: string } | { SecretBinary: Uint8Array };
  /** A version without any is deprecated. */
  stages: string[];
}

export const initialState = (): SecretsState => ({ secrets: new Map() });
