import { createHash } from 'node:crypto';
import path from 'node:path';
import { buildSync } from 'esbuild';

/**
 * A TypeScript file with everything it imports as one ES module, and its SHA-256. The AWS SDK stays outside: Lambda's
 * Node.js runtimes bring it along.
 */
export function bundled(entry: string): { code: Uint8Array; hash: string } {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'node24',
    external: ['@aws-sdk/*', '@smithy/*'],
    // Reason: esbuild writes each file's path into the bundle; seen from its own folder it is the same in every checkout.
    absWorkingDir: path.dirname(entry),
    logLevel: 'silent',
  });
  // Reason: and where packages lie, seen from there, it is not.
  const code = new TextEncoder().encode(outputFiles[0]!.text.replaceAll(/^(\s*\/\/ ).*?(?=node_modules\/)/gm, '$1'));
  return { code, hash: createHash('sha256').update(code).digest('hex') };
}
