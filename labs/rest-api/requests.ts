import type { CheckContext, Text } from '#labs/contract.ts';

export const JSON_TYPE = { 'Content-Type': 'application/json' };

/** An HTTP answer, read to its end. */
export interface Answer {
  /** Where it came from: the API as it is reached here. */
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** By which its line in the access log is found. */
  requestId: string;
}

/** Sends a request to a stage: `prod` unless said. A path has no slash in front. */
export async function request(
  { fetch, outputs }: CheckContext,
  path: string,
  init: RequestInit = {},
  stage: 'Url' | 'NextUrl' = 'Url',
): Promise<Answer> {
  const response = await fetch(`${outputs[stage]}${path}`, init);
  const { status, headers } = response;
  return { url: response.url, status, headers, text: await response.text(), requestId: headers.get('x-amzn-requestid') ?? '' };
}

export const post = (body: string, headers: Record<string, string> = JSON_TYPE): RequestInit => ({ method: 'POST', headers, body });

/** Status and body in one line: `400 {"message":"..."}`. */
export const told = ({ status, text }: Answer): string => `${status} ${text}`;

/** Compares status and body. */
export function mustBe({ equal }: CheckContext, answer: Answer, expected: string, what: string): void {
  equal(told(answer), expected, same(what));
}

/** A text that is the same in both languages: a request, a log line. */
export const same = (text: string): Text => ({ vi: text, en: text });

/** Tries for a little until an answer is as awaited, for AWS needs a moment after a deployment; what was seen last stands. */
export async function awaited({ wait }: CheckContext, attempt: () => Promise<Answer>, isIt: (answer: Answer) => boolean): Promise<Answer> {
  for (let turn = 0; ; turn++) {
    const seen = await attempt();
    if (turn === 5 || isIt(seen)) return seen;
    await wait(300);
  }
}
