import type { Called } from './workflow.ts';

/** The state Process once more, with JSONata instead of JSONPath: it saves the same item and hands on the same data. */
export function processInJsonata({ ordersTable }: Pick<Called, 'ordersTable'>) {
  return {
    // #region process
    Process: {
      Type: 'Task',
      QueryLanguage: 'JSONata',
      Resource: 'arn:aws:states:::dynamodb:putItem',
      Arguments: {
        TableName: ordersTable,
        Item: {
          orderId: { S: '{% $states.input.orderId %}' },
          total: { N: '{% $string($states.input.total) %}' },
          items: { S: '{% $string($states.input.items) %}' },
        },
      },
      Output: '{% $states.input %}',
      Next: 'Prepare',
    },
    // #endregion process
  };
}
