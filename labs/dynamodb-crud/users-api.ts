import type { CheckContext, Text } from '#labs/contract.ts';

export interface User {
  userId: string;
  name: string;
  email: string;
}

/** A user of this run: the time in the id keeps it apart from every other. */
export function someUser({ now, seed }: CheckContext, name = 'Lê Thị Mai'): User {
  const userId = `u${now()}-${seed}`;
  return { userId, name, email: `${userId}@example.com` };
}

/** Calls the API. A body goes as JSON. Answers status and body in one line: `404 {"message":"..."}`. */
export async function call({ fetch, outputs }: CheckContext, method: string, path: string, body?: object): Promise<string> {
  const init = body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {};
  const response = await fetch(`${outputs.Url}${path}`, { method, ...init });
  return `${response.status} ${await response.text()}`.trim();
}

/** Calls the API and compares its whole answer. */
export async function mustAnswer(context: CheckContext, line: readonly [string, string, object?], expected: string): Promise<void> {
  context.equal(await call(context, ...line), expected, same(`${line[0]} /${line[1]}`));
}

/** Calls the API and compares the status alone. */
export async function mustRefuse(context: CheckContext, line: readonly [string, string, object?], expected: number): Promise<void> {
  const answer = await call(context, ...line);
  // Reason: where it is another answer, its words are of interest too.
  context.equal(answer.startsWith(`${expected} `) ? String(expected) : answer, String(expected), same(`${line[0]} /${line[1]}`));
}

/** A text that is the same in both languages: a request, an answer. */
export const same = (text: string): Text => ({ vi: text, en: text });

/** An error by its name and words, as AWS gave them; `OK` where there was none. */
export async function said(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
    return 'OK';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** Tries for a little until an answer begins as awaited, for AWS needs a moment after a deployment; what was seen last stands. */
export async function awaited({ wait }: CheckContext, attempt: () => Promise<string>, status: string): Promise<string> {
  for (let turn = 0; ; turn++) {
    const seen = await attempt();
    if (turn === 5 || seen.startsWith(status)) return seen;
    await wait(300);
  }
}
