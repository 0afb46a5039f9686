/** What the workflow calls. */
export interface Called {
  payArn: string;
  stockTable: string;
}

/** The workflow of a payment in Amazon States Language, with JSONPath. */
export function workflow({ payArn, stockTable }: Called) {
  return {
    StartAt: 'Pay',
    States: {
      Pay: {
        // #region pay
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: payArn, 'Payload.$': '$' },
        OutputPath: '$.Payload',
        TimeoutSeconds: 10,
        // #endregion pay
        // #region retry
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1 }],
        // #endregion retry
        // #region catch
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Pay' }],
        // #endregion catch
        Next: 'Answer',
      },
      // #region roads
      // #endregion roads
      // #region answer
      Answer: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.status', StringEquals: 'OK', Next: 'Prepare' },
          { Variable: '$.status', StringEquals: 'ERROR', Next: 'Refused' },
        ],
      },
      Refused: { Type: 'Fail', Error: 'PaymentRefused', CausePath: '$.reason' },
      // #endregion answer
      // #region prepare
      Prepare: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'Items',
            States: {
              // #region items
              Items: {
                Type: 'Map',
                ItemsPath: '$.items',
                MaxConcurrency: 5,
                ItemProcessor: {
                  ProcessorConfig: { Mode: 'INLINE' },
                  StartAt: 'TakeFromStock',
                  States: {
                    TakeFromStock: {
                      Type: 'Task',
                      Resource: 'arn:aws:states:::dynamodb:updateItem',
                      Parameters: {
                        TableName: stockTable,
                        Key: { sku: { 'S.$': '$.sku' } },
                        UpdateExpression: 'SET pieces = pieces - :quantity',
                        ConditionExpression: 'pieces >= :quantity',
                        ExpressionAttributeValues: { ':quantity': { 'N.$': "States.Format('{}', $.quantity)" } },
                      },
                      ResultPath: null,
                      Catch: [{ ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'], ResultPath: null, Next: 'OrderFromSupplier' }],
                      Next: 'Taken',
                    },
                    Taken: { Type: 'Pass', Parameters: { 'sku.$': '$.sku', from: 'stock' }, End: true },
                    OrderFromSupplier: { Type: 'Pass', Parameters: { 'sku.$': '$.sku', from: 'supplier' }, End: true },
                  },
                },
                End: true,
              },
              // #endregion items
            },
          },
          {
            StartAt: 'Invoice',
            States: {
              Invoice: {
                Type: 'Pass',
                Parameters: { 'number.$': "States.Format('INV-{}', $.orderId)", 'receipt.$': '$.receipt' },
                End: true,
              },
            },
          },
        ],
        ResultSelector: { 'items.$': '$[0]', 'invoice.$': '$[1]' },
        ResultPath: '$.prepared',
        End: true,
      },
      // #endregion prepare
    },
  };
}
