import type { APIGatewayProxyResult } from 'aws-lambda';

// #region answer
/** What proxy integration takes for an answer: a status, headers, and a body that is a text. */
export function answer(statusCode: number, body: unknown, headers: Record<string, string> = {}): APIGatewayProxyResult {
  const isText = typeof body === 'string';
  return {
    statusCode,
    headers: { 'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json', ...cors(), ...headers },
    body: isText ? body : JSON.stringify(body),
  };
}
// #endregion answer

// #region cors
/** With proxy integration nobody else adds this header: the preflight alone is not enough. */
function cors(): Record<string, string> {
  const origin = process.env.ALLOWED_ORIGIN;
  return origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}
// #endregion cors
