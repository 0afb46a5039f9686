const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};

const ALARM = {
  Namespace: 'AWS/DynamoDB',
  MetricName: 'ThrottledRequests',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
};

/** Small stacks of the shapes that labs have: a bucket with files, a role and its log group, exports and an import, something retained. */
export const LAB_STACKS: Readonly<Record<string, object>> = {
  'workshop-files': {
    Resources: { Files: { Type: 'AWS::S3::Bucket' }, Jobs: { Type: 'AWS::SQS::Queue' }, News: { Type: 'AWS::SNS::Topic' } },
    Outputs: { Jobs: { Value: { Ref: 'Jobs' }, Export: { Name: 'workshop-jobs' } } },
  },
  'workshop-worker': {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
      Lines: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/worker' } },
      Uses: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'workshop-jobs' } } },
    },
  },
  'workshop-table': {
    Resources: {
      Kept: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' },
      Watching: { Type: 'AWS::CloudWatch::Alarm', DeletionPolicy: 'Retain', Properties: ALARM },
      Asking: {
        Type: 'AWS::Events::Rule',
        DeletionPolicy: 'Retain',
        Properties: { EventPattern: { source: ['shop'] }, Targets: [{ Id: 'kept', Arn: { 'Fn::GetAtt': ['Kept', 'Arn'] } }] },
      },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        },
      },
    },
  },
};
