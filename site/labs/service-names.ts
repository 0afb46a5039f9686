/** How AWS calls its services in text, by their names in IAM. */
const names: Readonly<Record<string, string>> = {
  apigateway: 'Amazon API Gateway',
  cloudformation: 'AWS CloudFormation',
  dynamodb: 'Amazon DynamoDB',
  ecr: 'Amazon ECR',
  iam: 'AWS IAM',
  kinesis: 'Amazon Kinesis Data Streams',
  lambda: 'AWS Lambda',
  logs: 'Amazon CloudWatch Logs',
  s3: 'Amazon S3',
  ssm: 'AWS Systems Manager',
  sts: 'AWS STS',
};

/** The service's name in text; one the site does not know keeps its name in IAM. */
export function serviceName(service: string): string {
  return names[service] ?? service;
}
