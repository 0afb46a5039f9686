import { compilePattern, type Pattern } from './pattern.ts';

/** Whether an action (lower case: `dynamodb:putitem`) is one of a statement's. */
export type ActionSet = (action: string) => boolean;

/** Compiles an Action or NotAction list: case does not matter, and AWS's long lists are looked up, not walked. */
export function compileActions(actions: readonly string[]): ActionSet {
  const exact = new Set<string>();
  const wild = new Map<string, Pattern[]>();
  const anywhere: Pattern[] = [];
  for (const action of actions) {
    const lower = action.toLowerCase();
    if (lower === '*' || lower === '*:*') return () => true;
    if (!/[*?]/.test(lower)) {
      exact.add(lower);
      continue;
    }
    const [vendor] = lower.split(':', 1);
    const pattern = compilePattern(lower, { wildcards: true, variables: false });
    if (/[*?]/.test(vendor!)) anywhere.push(pattern);
    else wild.set(vendor!, [...(wild.get(vendor!) ?? []), pattern]);
  }
  return (action) => {
    if (exact.has(action)) return true;
    const patterns = wild.get(action.slice(0, action.indexOf(':')));
    if (patterns?.some((pattern) => pattern(action, noVariables))) return true;
    return anywhere.some((pattern) => pattern(action, noVariables));
  };
}

const noVariables = () => undefined;
