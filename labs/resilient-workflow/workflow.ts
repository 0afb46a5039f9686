/** What the workflow calls. */
export interface Called {
  payArn: string;
  stockTable: string;
}

// #region passing
/** Errors that may be gone a moment later: the bank's line, and Lambda's own bad moments. */
const PASSING = [
  'ConnectionLost',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];
// #endregion passing

/** The workflow of a payment in Amazon States Language, with JSONPath. */
export function workflow({ payArn, stockTable }: Called) {
  return {
    StartAt: 'Pay',
    // The last bolt: whatever goes round below, after five minutes it is over.
    TimeoutSeconds: 300,
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
        Retry: [
          {
            ErrorEquals: PASSING,
            IntervalSeconds: 1,
            BackoffRate: 2,
            MaxDelaySeconds: 2,
            MaxAttempts: 3,
            JitterStrategy: 'FULL',
          },
        ],
        // #endregion retry
        // #region catch
        Catch: [
          { ErrorEquals: ['CardDeclined'], ResultPath: '$.error', Next: 'AskForAnotherCard' },
          { ErrorEquals: [...PASSING, 'States.Timeout'], ResultPath: '$.error', Next: 'Unreachable' },
        ],
        // #endregion catch
        Next: 'Answer',
      },
      // #region roads
      AskForAnotherCard: {
        Type: 'Pass',
        Parameters: { 'orderId.$': '$.orderId', status: 'DECLINED' },
        End: true,
      },
      Unreachable: {
        Type: 'Fail',
        Error: 'BankUnreachable',
        CausePath: "States.Format('{} was not paid: {}', $.orderId, $.error.Error)",
      },
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
