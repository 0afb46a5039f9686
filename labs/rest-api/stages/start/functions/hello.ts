import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { answer } from './answer.ts';

/** `{"name": "Mai"}` is answered `Hello, Mai!`, in the language of the stage. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  // #region seen
  const { httpMethod = null, path = null, queryStringParameters = null, headers, stageVariables = null, body = null } = event;
  console.log(JSON.stringify({ httpMethod, path, queryStringParameters, 'X-Lab': headers?.['X-Lab'] ?? null, stageVariables, body }));
  // #endregion seen

  // #region parse
  const request = JSON.parse(event.body ?? '');
  // #endregion parse

  const greeting = event.stageVariables?.language === 'vi' ? 'Xin chào' : 'Hello';
  return answer(200, `${greeting}, ${request.name}!`);
}
