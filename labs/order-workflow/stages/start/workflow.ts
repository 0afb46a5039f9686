/** What the workflow calls. */
export interface Called {
  validateArn: string;
  ordersTable: string;
  topicArn: string;
}

/** The workflow of an order in Amazon States Language, with JSONPath. */
export function workflow({ validateArn }: Called) {
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
      // Save the order: orderId, total and items.
      Process: { Type: 'Pass', Next: 'Prepare' },
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
      // Publish orderId, total and the prepared lines.
      Notify: { Type: 'Pass', End: true },
      // #endregion notify
    },
  };
}
