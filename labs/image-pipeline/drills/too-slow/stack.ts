import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Archive, EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { BlockPublicAccess, Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** Uploaded pictures get a thumbnail; what a picture is goes into a queue. */
export class ImagePipelineStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region uploads
    const uploads = new CfnBucket(this, 'Uploads', {
      publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
    });
    uploads.applyRemovalPolicy(RemovalPolicy.DESTROY);
    // #endregion uploads

    // #region results
    const thumbnails = new Bucket(this, 'Thumbnails', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const metadata = new Queue(this, 'Metadata', { removalPolicy: RemovalPolicy.DESTROY });
    // #endregion results

    // #region jobs
    const failed = new Queue(this, 'Failed', { retentionPeriod: Duration.days(14), removalPolicy: RemovalPolicy.DESTROY });
    const jobs = new Queue(this, 'Jobs', {
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: failed, maxReceiveCount: 3 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion jobs

    // #region function
    const resize = new WorkshopFunction(this, 'Resize', {
      entry: new URL('functions/resize.ts', import.meta.url),
      memorySize: 1769, // one whole vCPU
      timeout: undefined,
      environment: { THUMBNAILS: thumbnails.bucketName, METADATA: metadata.queueUrl, JOBS: jobs.queueUrl },
    });
    resize.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${uploads.attrArn}/*`] }));
    resize.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [thumbnails.arnForObjects('*')] }));
    metadata.grantSendMessages(resize);
    // #endregion function

    // #region rule
    const pictures: EventPattern = {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [uploads.ref] }, object: { key: [{ suffix: '.png' }] } },
    };
    const rule = new Rule(this, 'PictureUploaded', { eventPattern: pictures });
    // #endregion rule

    // #region target
    rule.addTarget(new SqsQueue(jobs));
    resize.addEventSource(new SqsEventSource(jobs, { batchSize: 1 }));
    // #endregion target

    // #region archive
    const archive = new Archive(this, 'Archive', {
      sourceEventBus: EventBus.fromEventBusName(this, 'DefaultBus', 'default'),
      eventPattern: pictures,
      retention: Duration.days(1),
    });
    // #endregion archive

    // #region outputs
    this.output({
      Uploads: uploads.ref,
      Thumbnails: thumbnails.bucketName,
      Metadata: metadata.queueUrl,
      Jobs: jobs.queueUrl,
      Failed: failed.queueUrl,
      Rule: rule.ruleName,
      Archive: archive.archiveArn,
      Resize: resize.functionName,
      ResizeLogs: resize.logGroup.logGroupName,
    });
    // #endregion outputs
  }
}
