/** What an IAM action does to the resource it is allowed on, seen from who is allowed. `none` moves nothing. */
export type Access = 'read' | 'write' | 'poll' | 'invoke' | 'none';

/** The first line that fits decides. Actions stand as in policies, a `*` at the end included. */
const table: readonly (readonly [RegExp, readonly Access[]])[] = [
  [/^\w[\w-]*:\*$|^\*$/, ['read', 'write']],
  [/^dynamodb:(GetRecords|GetShardIterator|DescribeStream)/, ['poll']],
  [/^dynamodb:(GetItem|BatchGetItem|Query|Scan|PartiQLSelect|ConditionCheckItem)/, ['read']],
  [/^dynamodb:(PutItem|UpdateItem|DeleteItem|BatchWriteItem|PartiQL(Insert|Update|Delete))/, ['write']],
  [/^kinesis:(GetRecords|GetShardIterator|SubscribeToShard)/, ['poll']],
  [/^kinesis:PutRecords?/, ['write']],
  [/^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility)/, ['poll']],
  [/^sqs:SendMessage/, ['write']],
  [/^s3:(GetObject|HeadObject|SelectObject)/, ['read']],
  [/^s3:(PutObject|DeleteObject|RestoreObject)/, ['write']],
  [/^(lambda:Invoke|states:Start|states:Invoke|execute-api:Invoke|codebuild:StartBuild|codepipeline:Start|ecs:RunTask)/, ['invoke']],
  [/^states:SendTask/, ['write']],
  [
    /^(sns:Publish|events:PutEvents|logs:CreateLogStream|logs:PutLogEvents|firehose:PutRecord|cloudwatch:PutMetricData|ses:Send)/,
    ['write'],
  ],
  [/^logs:(GetLogEvents|FilterLogEvents|StartQuery)/, ['read']],
  [/^ssm:GetParameter|^secretsmanager:GetSecretValue|^ecr:(BatchGetImage|GetDownloadUrlForLayer)/, ['read']],
  [/^ssm:PutParameter|^secretsmanager:(PutSecretValue|UpdateSecret)|^ecr:(PutImage|UploadLayerPart)/, ['write']],
  [/^kms:(Decrypt|Encrypt|ReEncrypt|GenerateDataKey|Sign|Verify)/, ['invoke']],
  [/^rds-data:|^rds-db:connect|^es:ESHttp|^elasticfilesystem:Client/, ['read', 'write']],
];

/** What an action, as written in a policy, lets its holder do. */
export function accessOf(action: string): readonly Access[] {
  return table.find(([pattern]) => pattern.test(action))?.[1] ?? ['none'];
}

/** Whether an action written with wildcards includes another: `s3:Get*` includes `s3:GetObject`. */
export function includesAction(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
