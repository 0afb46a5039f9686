/**
 * Whether a tag key belongs to AWS and may not be set by its users. CloudFormation's own keys may: the engine sets them
 * through the same operations as everybody.
 */
export function isReservedTagKey(key: string): boolean {
  return /^aws:/i.test(key) && !key.startsWith('aws:cloudformation:');
}
