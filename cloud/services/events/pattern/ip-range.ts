import { JsonProblem } from './json-reader.ts';

/** An address as a number: 32 bits, or 128. */
interface Address {
  bits: 32 | 128;
  value: bigint;
}

/** Whether a text is an address within the block `10.0.0.0/24` or `2001:db8::/32`. Throws JsonProblem. */
export function ipRange(cidr: string): (text: string) => boolean {
  const parts = cidr.split('/');
  if (parts.length !== 2) throw new JsonProblem("Malformed CIDR, one '/' required");
  const [ip, mask] = parts as [string, string];
  if (!/^-?\d+$/.test(mask)) throw new JsonProblem('Malformed CIDR, mask bits must be an integer');
  const length = Number(mask);
  if (length < 0) throw new JsonProblem('Malformed CIDR, mask bits must not be negative');
  const network = addressOf(ip);
  if (!network) throw new JsonProblem(`Nonstandard IP address: ${ip}`);
  // Reason: a block of one address is refused, the address itself says the same.
  if (length >= network.bits) throw new JsonProblem(`IPv${network.bits === 32 ? 4 : 6} mask bits must be < ${network.bits}`);
  const host = BigInt(network.bits - length);
  return (text) => {
    const given = addressOf(text);
    return given !== undefined && given.bits === network.bits && given.value >> host === network.value >> host;
  };
}

/** An IPv4 or IPv6 address; undefined where a text is none. */
export function addressOf(text: string): Address | undefined {
  const four = ipv4(text);
  if (four !== undefined) return { bits: 32, value: four };
  return text.includes(':') ? ipv6(text) : undefined;
}

function ipv4(text: string): bigint | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) : undefined;
}

function ipv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (groups.flat().some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = 8 - groups.flat().length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...groups[0]!, ...Array<string>(missing).fill('0'), ...(groups[1] ?? [])];
  return { bits: 128, value: all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}
