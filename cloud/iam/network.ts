/** An address range in CIDR form, IPv4 or IPv6. */
export interface Network {
  address: bigint;
  /** 32 or 128 */
  width: number;
  /** How many leading bits count. */
  prefix: number;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a single address; undefined when it is none. */
export function parseNetwork(text: string): Network | undefined {
  const [host, length, ...rest] = text.split('/');
  const address = parseAddress(host!);
  if (!address || rest.length > 0) return undefined;
  const prefix = length === undefined ? address.width : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  return prefix < 0 || prefix > address.width ? undefined : { ...address, prefix };
}

export function inNetwork(text: string, network: Network): boolean {
  const found = parseAddress(text);
  if (!found || found.width !== network.width) return false;
  const shift = BigInt(network.width - network.prefix);
  return found.address >> shift === network.address >> shift;
}

function parseAddress(text: string): { address: bigint; width: number } | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): { address: bigint; width: number } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return { address: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), width: 32 };
}

function parseIpv6(text: string): { address: bigint; width: number } | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head!.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head!, ...Array<string>(tail ? missing : 0).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { address: groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n), width: 128 };
}
