import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';

/** The parameters of an account and region, by name. */
export interface SsmState {
  parameters: Map<string, Parameter>;
}

export interface Parameter {
  name: string;
  arn: string;
  type: ParameterType;
  tags: Map<string, string>;
  /** Oldest first; the last one is in force. */
  versions: ParameterVersion[];
}

export interface ParameterVersion {
  version: number;
  value: string;
  /** What a SecureString shows to those who do not ask for decryption. */
  sealed?: string;
  description?: string;
  allowedPattern?: string;
  tier: Extract<ParameterTier, 'Standard' | 'Advanced'>;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  /** ARN */
  modifiedBy: string;
  labels: string[];
}

export function initialState(): SsmState {
  return { parameters: new Map() };
}
