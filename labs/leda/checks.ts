import type { Check } from '#labs/contract.ts';

export const checks: Check[] = [];
