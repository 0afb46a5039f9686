/** Addresses of the recordings there are, by lab: `npm run lab:record` writes them. */
const addresses: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>('../recordings/*.json', { query: '?url&no-inline', import: 'default', eager: true })).map(
    ([path, address]) => [path.split('/').at(-1)!.replace('.json', ''), address],
  ),
);

export const hasRecording = (lab: string): boolean => addresses[lab] !== undefined;

/** Throws naming the command that makes the recording, and those there are. */
export function mustHaveRecording(lab: string): string {
  const address = addresses[lab];
  if (address !== undefined) return address;
  const known = Object.keys(addresses).join(', ') || 'none';
  throw new Error(`there is no recording of the lab "${lab}": npm run lab:record -- ${lab}. Recordings: ${known}`);
}
