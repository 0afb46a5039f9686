import type { RequestStatus } from '@aws-sdk/client-service-quotas';

/** The quotas of an account. */
export interface QuotasState {
  /** Values that differ from AWS's defaults, by quota code, in every region. */
  applied: Map<string, number>;
  /** By id, oldest first. */
  requests: Map<string, QuotaRequest>;
}

/** An increase that was asked for. Nobody here decides on it: it stays pending. */
export interface QuotaRequest {
  id: string;
  code: string;
  /** '' for a quota of all regions. */
  region: string;
  desiredValue: number;
  status: RequestStatus;
  createdAt: number; // ms
  /** JSON, as AWS tells it. */
  requester: string;
}

export const initialState = (): QuotasState => ({ applied: new Map(), requests: new Map() });
