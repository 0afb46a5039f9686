import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { WorkshopFunction } from '#cdk/workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from '#cdk/workshop-stack.ts';

/** LEDA: trades flow from a Kinesis stream through State, Map and Reduce into nineteen running totals. */
export class LedaStack extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps) {
    super(scope, id, props);

    // #region stream
    const incoming = new Stream(this, 'IncomingDataStream', {
      streamMode: StreamMode.PROVISIONED,
      shardCount: 4,
      encryption: StreamEncryption.UNENCRYPTED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // #endregion stream

    // #region tables
    const table = (name: string, key: string, stream?: StreamViewType) =>
      new Table(this, name, {
        partitionKey: { name: key, type: AttributeType.STRING },
        stream,
        billingMode: BillingMode.PAY_PER_REQUEST,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    const states = table('StateTable', 'id', StreamViewType.NEW_AND_OLD_IMAGES);
    const reductions = table('ReduceTable', 'MessageId', StreamViewType.NEW_IMAGE);
    const aggregates = table('AggregateTable', 'Identifier');
    const parameters = table('ParameterTable', 'parameter');
    // #endregion tables

    // #region generator-function
    const generator = new WorkshopFunction(this, 'Generator', {
      entry: new URL('functions/generator.ts', import.meta.url),
      timeout: Duration.minutes(5),
      environment: { STREAM: incoming.streamName },
    });
    incoming.grant(generator, 'kinesis:PutRecords');
    // #endregion generator-function

    // #region state-function
    const state = new WorkshopFunction(this, 'State', {
      entry: new URL('functions/state.ts', import.meta.url),
      timeout: Duration.seconds(60),
      environment: { STATE_TABLE: states.tableName, PARAMETER_TABLE: parameters.tableName },
    });
    incoming.grantRead(state);
    states.grant(state, 'dynamodb:PutItem');
    parameters.grant(state, 'dynamodb:GetItem');
    // #endregion state-function

    // #region map-function
    const map = new WorkshopFunction(this, 'Map', {
      entry: new URL('functions/map.ts', import.meta.url),
      timeout: Duration.seconds(60),
      environment: { REDUCE_TABLE: reductions.tableName, PARAMETER_TABLE: parameters.tableName },
    });
    states.grantStreamRead(map);
    reductions.grant(map, 'dynamodb:PutItem');
    parameters.grant(map, 'dynamodb:GetItem');
    // #endregion map-function

    // #region reduce-function
    const reduce = new WorkshopFunction(this, 'Reduce', {
      entry: new URL('functions/reduce.ts', import.meta.url),
      timeout: Duration.seconds(60),
      environment: { AGGREGATE_TABLE: aggregates.tableName, PARAMETER_TABLE: parameters.tableName },
      reservedConcurrentExecutions: 1,
    });
    parameters.grant(reduce, 'dynamodb:GetItem');
    // #endregion reduce-function

    // #region reduce-statement
    reductions.grantStreamRead(reduce);
    aggregates.grant(reduce, 'dynamodb:UpdateItem');
    // #endregion reduce-statement

    // A batch that fails is tried again as it was, never split: the retry must be recognisable as the same batch.
    // #region state-mapping
    state.addEventSourceMapping('Incoming', {
      eventSourceArn: incoming.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      retryAttempts: 50,
    });
    // #endregion state-mapping

    // #region map-mapping
    map.addEventSourceMapping('States', {
      eventSourceArn: states.tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      retryAttempts: 50,
    });
    // #endregion map-mapping

    // #region reduce-mapping
    reduce.addEventSourceMapping('Reductions', {
      eventSourceArn: reductions.tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 1000,
      retryAttempts: 50,
    });
    // #endregion reduce-mapping

    // #region outputs
    this.output({
      IncomingDataStream: incoming.streamArn,
      StateTable: states.tableName,
      ReduceTable: reductions.tableName,
      AggregateTable: aggregates.tableName,
      ParameterTable: parameters.tableName,
      Generator: generator.functionName,
      State: state.functionName,
      Map: map.functionName,
      Reduce: reduce.functionName,
    });
    // #endregion outputs
  }
}
