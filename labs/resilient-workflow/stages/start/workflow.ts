/** What the workflow calls. */
export interface Called {
  payArn: string;
  stockTable: string;
}

/** The workflow of a payment in Amazon States Language, with JSONPath: it knows only straight on. */
export function workflow({ payArn }: Called) {
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
        // Try again what may be gone a moment later, within bounds.
        // #endregion retry
        // #region catch
        // Catch each error by its name, and lead it out.
        // #endregion catch
        Next: 'Answer',
      },
      // #region roads
      // Where the errors lead: AskForAnotherCard and Unreachable.
      // #endregion roads
      // #region answer
      // Choose by $.status: OK goes on, ERROR is Refused.
      Answer: { Type: 'Pass', Next: 'Prepare' },
      // #endregion answer
      // #region prepare
      // Two branches at once: each item from the stock, and the invoice. Their results become $.prepared.
      Prepare: { Type: 'Pass', End: true },
      // #endregion prepare
    },
  };
}
