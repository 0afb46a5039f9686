import { enableCompileCache } from 'node:module';

// Reason: what is compiled once need not be compiled again: the SDK, the toolkit and the cloud start in half the time.
enableCompileCache();
await import('./command-line.ts');
