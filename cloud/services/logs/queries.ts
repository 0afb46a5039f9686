import type {
  DescribeQueriesRequest,
  DescribeQueriesResponse,
  GetQueryResultsRequest,
  GetQueryResultsResponse,
  ResultField,
  StartQueryRequest,
  StartQueryResponse,
  StopQueryRequest,
  StopQueryResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { eventBytes, eventId, expire, indexAt } from './events.ts';
import { type GroupReference, groupName, groupOf } from './groups.ts';
import { parseQuery } from './insights/commands.ts';
import { discovered } from './insights/discovered.ts';
import { compareTexts, type Row, timeText, type Value } from './insights/expression.ts';
import type { LogGroup, LogsState, Query } from './state.ts';

const MOST_RESULTS = 10_000;
const MOST_GROUPS = 50;
/** Queries whose results are kept. */
const MOST_QUERIES = 20;

/** Runs an Insights query at once. Throws MalformedQueryException, ResourceNotFoundException. CloudWatch Logs API Reference, StartQuery. */
export const StartQuery: Operation<LogsState, StartQueryRequest, StartQueryResponse> = (input, call) => {
  const { queryLanguage = 'CWLI', queryString: text, startTime, endTime, limit = MOST_RESULTS } = input;
  if (queryLanguage !== 'CWLI') throw notImplemented(`logs StartQuery with queryLanguage ${queryLanguage}`);
  refuseViolations('InvalidParameterException', [valueWithin('limit', limit, 1, MOST_RESULTS)]);
  if (startTime! > endTime!) throw new AwsError('InvalidParameterException', 'Query start time must be before its end time.');
  const commands = parseQuery(text!);
  const groups = groupsOf(input).map((reference) => groupOf(call, reference));
  const now = call.clock.now();
  const query: Query = {
    id: call.random.uuid(),
    text: text!,
    groups: groups.map(({ name }) => name),
    startedAt: now,
    results: [],
    matched: 0,
    scanned: 0,
    bytes: 0,
  };
  let rows: Row[] = [];
  for (const group of groups) {
    expire(group, now);
    rows = rows.concat(rowsOf(group, call.account, millis(startTime!), millis(endTime!), query));
  }
  rows.sort((a, b) => compareTexts(b.get('@ptr'), a.get('@ptr')));
  let shows = ['@timestamp', '@message'];
  let isFirst = true;
  for (const command of commands) {
    rows = command.run(rows);
    if (!command.shows) continue;
    shows = command.adds && !isFirst ? [...new Set([...shows, ...command.shows])] : command.shows;
    isFirst = false;
  }
  query.matched = rows.length;
  query.results = rows.slice(0, limit).map((row) => resultOf(row, shows));
  call.state.queries ??= new Map();
  call.state.queries.set(query.id, query);
  for (const id of call.state.queries.keys()) if (call.state.queries.size > MOST_QUERIES) call.state.queries.delete(id);
  return { queryId: query.id };
};

/** CloudWatch Logs API Reference, GetQueryResults. */
export const GetQueryResults: Operation<LogsState, GetQueryResultsRequest, GetQueryResultsResponse> = (input, call) => {
  refuseMembers('logs GetQueryResults', input, ['nextToken', 'maxItems']);
  const { results, matched, scanned, bytes, groups } = queryAt(call.state, input.queryId!);
  return {
    queryLanguage: 'CWLI',
    status: 'Complete',
    results: structuredClone(results),
    statistics: {
      recordsMatched: matched,
      recordsScanned: scanned,
      bytesScanned: bytes,
      estimatedRecordsSkipped: 0,
      estimatedBytesSkipped: 0,
      logGroupsScanned: groups.length,
    },
  };
};

/** A query that is over cannot be stopped, and all are over at once. CloudWatch Logs API Reference, StopQuery. */
export const StopQuery: Operation<LogsState, StopQueryRequest, StopQueryResponse> = (input, call) => {
  queryAt(call.state, input.queryId!);
  throw new AwsError('InvalidParameterException', `Query with id ${input.queryId} is not in a state that can be stopped: Complete`);
};

/** CloudWatch Logs API Reference, DescribeQueries. */
export const DescribeQueries: Operation<LogsState, DescribeQueriesRequest, DescribeQueriesResponse> = (input, call) => {
  refuseMembers('logs DescribeQueries', input, ['nextToken']);
  const { logGroupName, status = 'Complete', maxResults = 1000, queryLanguage = 'CWLI' } = input;
  const found = [...(call.state.queries?.values() ?? [])].filter(
    ({ groups }) => status === 'Complete' && queryLanguage === 'CWLI' && (logGroupName === undefined || groups.includes(logGroupName)),
  );
  return {
    queries: found
      .reverse()
      .slice(0, maxResults)
      .map(({ id, text, groups, startedAt }) => ({
        queryLanguage: 'CWLI',
        queryId: id,
        queryString: text,
        status: 'Complete',
        createTime: startedAt,
        ...(groups[0] !== undefined && { logGroupName: groups[0] }),
      })),
  };
};

/** The groups that a query names, in whichever way. Throws InvalidParameterException. */
export function groupsOf({ logGroupName, logGroupNames, logGroupIdentifiers }: StartQueryRequest): GroupReference[] {
  const given = [logGroupName, logGroupNames, logGroupIdentifiers].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new AwsError(
      'InvalidParameterException',
      'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.',
    );
  const names = [logGroupName ?? logGroupNames ?? []].flat().map((name): GroupReference => ({ logGroupName: name }));
  const all = [...names, ...(logGroupIdentifiers ?? []).map((id): GroupReference => ({ logGroupIdentifier: id }))];
  if (all.length > MOST_GROUPS) throw new AwsError('InvalidParameterException', `A query can have at most ${MOST_GROUPS} log groups.`);
  return all.map((reference) => ({ logGroupName: groupName(reference) }));
}

function queryAt(state: LogsState, id: string): Query {
  const query = state.queries?.get(id);
  if (!query) throw new AwsError('ResourceNotFoundException', `Query with id ${id} does not exist.`);
  return query;
}

/** Clients give seconds or, as the console does, milliseconds. */
const millis = (time: number) => (time < 1e11 ? 1000 * time : time);

function rowsOf(group: LogGroup, account: string, from: number, to: number, query: Query): Row[] {
  const rows: Row[] = [];
  for (const stream of group.streams.values()) {
    const start = indexAt(stream.events, { timestamp: from, ordinal: 0 });
    const end = indexAt(stream.events, { timestamp: to + 1, ordinal: 0 });
    for (const event of stream.events.slice(start, end)) {
      query.scanned++;
      query.bytes += eventBytes(event.message);
      rows.push(
        new Map<string, Value>([
          ...discovered(event.message),
          ['@timestamp', timeText(event.timestamp)],
          ['@message', event.message],
          ['@ingestionTime', timeText(event.ingestedAt)],
          ['@logStream', stream.name],
          ['@log', `${account}:${group.name}`],
          ['@ptr', eventId(event)],
        ]),
      );
    }
  }
  return rows;
}

function resultOf(row: Row, shows: readonly string[]): ResultField[] {
  const names = row.has('@ptr') ? [...new Set([...shows, '@ptr'])] : shows;
  return names.flatMap((field) => {
    const value = row.get(field);
    return value === undefined ? [] : [{ field, value: String(typeof value === 'boolean' ? Number(value) : value) }];
  });
}
