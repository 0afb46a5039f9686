/**
 * What an execution environment's process and the cloud say to each other: frames of a kind, a length and UTF-8 text,
 * on two pipes of their own, so that logs and results keep their order and stdout stays the function's.
 */
export const FrameKind = {
  /** Cloud to process: the context as JSON, a line break, the event. */
  Invoke: 1,
  /** Process to cloud: init ended; the peak memory (kB), a line break. */
  Ready: 2,
  /** One log event. */
  Line: 3,
  /** What was written to stdout or stderr, as it came. */
  Output: 4,
  /** The peak memory, a line break, the result as JSON. */
  Returned: 5,
  /** The peak memory, a line break, a FunctionError as JSON. */
  Failed: 6,
  /** As Failed, of an invocation or of init; the process ends itself. */
  Crashed: 7,
} as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

/** The process's pipe from the cloud, and the one to it. */
export const FROM_CLOUD = 3;
export const TO_CLOUD = 4;

const HEADER = 5; // bytes: kind and length

export function frame(kind: FrameKind, text: string): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(HEADER + length);
  bytes[0] = kind;
  bytes.writeUInt32BE(length, 1);
  bytes.write(text, HEADER);
  return bytes;
}

/** Takes a pipe's chunks and hands over whole frames. */
export function frameReader(onFrame: (kind: FrameKind, text: string) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let wanted = HEADER;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    // Reason: a long frame comes in many chunks, joined once, when it is whole.
    if (size < wanted) return;
    let bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    while (bytes.length >= HEADER) {
      const end = HEADER + bytes.readUInt32BE(1);
      if (bytes.length < end) break;
      onFrame(bytes[0] as FrameKind, bytes.toString('utf8', HEADER, end));
      bytes = bytes.subarray(end);
    }
    chunks = bytes.length > 0 ? [bytes] : [];
    size = bytes.length;
    wanted = bytes.length >= HEADER ? HEADER + bytes.readUInt32BE(1) : HEADER;
  };
}
