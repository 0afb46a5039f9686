/** How often each byte is mixed in. */
const ROUNDS = 900;

// #region fingerprint
/**
 * A deliberately slow fingerprint (FNV-1a, each byte many times), as for passwords: nobody should be able to try out
 * contents quickly. Each step needs the result of the one before it, so it takes a vCPU about a second for a megabyte,
 * and a second vCPU would not help.
 */
export async function fingerprint(content: ReadableStream<Uint8Array>): Promise<string> {
  let hash = 0x811c9dc5;
  for await (const piece of content) {
    for (const byte of piece) {
      for (let round = 0; round < ROUNDS; round++) hash = Math.imul(hash ^ (byte + round), 0x01000193);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
// #endregion fingerprint
