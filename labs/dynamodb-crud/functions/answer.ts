import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Something the client did wrong, and how to tell them. */
export class Refusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** An answer in the shape that proxy integration takes. Without a body there is nothing to describe. */
export function answer(statusCode: number, body?: object): APIGatewayProxyResult {
  if (!body) return { statusCode, body: '' };
  return { statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

// #region answering
/** A handler whose refusals become 4xx. Any other error is ours: its name and words go to the log, and the client hears 500. */
export function answering(work: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>) {
  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    try {
      return await work(event);
    } catch (error) {
      if (error instanceof Refusal) return answer(error.statusCode, { message: error.message });
      console.error(`${error instanceof Error ? error.name : 'Error'}: ${error instanceof Error ? error.message : error}`);
      return answer(500, { message: 'Something went wrong. It is in the log.' });
    }
  };
}
// #endregion answering
