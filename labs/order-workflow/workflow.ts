/** What the workflow calls. */
export interface Called {
  validateArn: string;
  ordersTable: string;
  topicArn: string;
}

/** The workflow of an order in Amazon States Language, with JSONPath. */
export function workflow({ validateArn, ordersTable, topicArn }: Called) {
  return {
    StartAt: 'Validate',
    States: {
      // #region validate
      Validate: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: validateArn, 'Payload.$': '$' },
        OutputPath: '$.Payload',
        Next: 'AnyProblem',
      },
      AnyProblem: {
        Type: 'Choice',
        Choices: [{ Variable: '$.problem', IsPresent: true, Next: 'Refused' }],
        Default: 'Process',
      },
      Refused: { Type: 'Fail', Error: 'InvalidOrder', CausePath: '$.problem' },
      // #endregion validate
      // #region process
      Process: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Parameters: {
          TableName: ordersTable,
          Item: {
            orderId: { 'S.$': '$.orderId' },
            total: { 'N.$': "States.Format('{}', $.total)" },
            items: { 'S.$': 'States.JsonToString($.items)' },
          },
        },
        ResultPath: null,
        Next: 'Prepare',
      },
      // #endregion process
      // #region prepare
      Prepare: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'Lines',
            States: {
              Lines: {
                Type: 'Map',
                ItemsPath: '$.items',
                MaxConcurrency: 5,
                ItemProcessor: {
                  ProcessorConfig: { Mode: 'INLINE' },
                  StartAt: 'Line',
                  States: {
                    Line: {
                      Type: 'Pass',
                      Parameters: { 'text.$': "States.Format('{} x {}', $.quantity, $.sku)" },
                      OutputPath: '$.text',
                      End: true,
                    },
                  },
                },
                End: true,
              },
            },
          },
          { StartAt: 'Grace', States: { Grace: { Type: 'Wait', Seconds: 1, End: true } } },
        ],
        ResultSelector: { 'lines.$': '$[0]' },
        ResultPath: '$.prepared',
        Next: 'Notify',
      },
      // #endregion prepare
      // #region notify
      Notify: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sns:publish',
        Parameters: {
          TopicArn: topicArn,
          Message: { 'orderId.$': '$.orderId', 'total.$': '$.total', 'lines.$': '$.prepared.lines' },
        },
        ResultPath: '$.notified',
        End: true,
      },
      // #endregion notify
    },
  };
}
