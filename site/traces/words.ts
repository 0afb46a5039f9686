import type { PartState } from '#labs/traces.ts';
import type { Language } from '../i18n/language.ts';

/** What the pictures of traces say, in the pages and in the panel. */
export interface TraceWords {
  traces: string;
  trace: string;
  begins: string;
  part: string;
  time: string;
  took: string;
  outcome: string;
  loose: string;
  map: string;
  mapTable: string;
  from: string;
  to: string;
  calls: string;
  average: string;
  faults: string;
  client: string;
  /** Under a node of the map. */
  seen(calls: number, took: string): string;
  waterfall(id: string): string;
  recorded(day: string): string;
  noTraces: string;
  noDeployment: string;
  latest: string;
  states: Readonly<Record<PartState, string>>;
}

export const traceWords: Readonly<Record<Language, TraceWords>> = {
  vi: {
    traces: 'Các trace trong một giờ qua',
    trace: 'Trace',
    begins: 'Bắt đầu ở',
    part: 'Đoạn',
    time: 'Trên trục thời gian',
    took: 'Dài',
    outcome: 'Kết cục',
    loose: 'không nối vào đâu',
    map: 'Bản đồ dịch vụ',
    mapTable: 'Bản đồ dạng bảng',
    from: 'Từ',
    to: 'Tới',
    calls: 'Số lần gọi',
    average: 'Trung bình',
    faults: 'Lỗi',
    client: 'Client',
    seen: (calls, took) => `${calls} lần, trung bình ${took}`,
    waterfall: (id) => `Waterfall của trace ${id}`,
    recorded: (day) => `Ghi lại từ một lần chạy thật trên cloud nhúng, ngày ${day}.`,
    noTraces: 'Chưa có trace nào trong một giờ qua.',
    noDeployment: 'Hãy triển khai trước.',
    latest: 'Luôn xem trace mới nhất',
    states: { ok: 'tốt', error: 'lỗi 4xx', throttle: 'bị giới hạn', fault: 'hỏng', open: 'đang chạy' },
  },
  en: {
    traces: 'The traces of the last hour',
    trace: 'Trace',
    begins: 'Begins at',
    part: 'Part',
    time: 'On the time axis',
    took: 'Took',
    outcome: 'Outcome',
    loose: 'hangs loose',
    map: 'Service map',
    mapTable: 'The map as a table',
    from: 'From',
    to: 'To',
    calls: 'Calls',
    average: 'On average',
    faults: 'Faults',
    client: 'Client',
    seen: (calls, took) => `${calls} ${calls === 1 ? 'call' : 'calls'}, ${took} on average`,
    waterfall: (id) => `Waterfall of the trace ${id}`,
    recorded: (day) => `Recorded from a real run on the embedded cloud, ${day}.`,
    noTraces: 'No trace in the last hour yet.',
    noDeployment: 'Deploy first.',
    latest: 'Always show the newest trace',
    states: { ok: 'fine', error: '4xx', throttle: 'throttled', fault: 'fault', open: 'under way' },
  },
};

/** How kinds of parts and nodes are called; any other by its own name. */
const KINDS: Readonly<Record<string, Record<Language, string>>> = {
  'AWS::ApiGateway::Stage': { vi: 'API Gateway', en: 'API Gateway' },
  'AWS::Lambda': { vi: 'Lambda', en: 'Lambda' },
  'AWS::Lambda::Function': { vi: 'hàm Lambda', en: 'Lambda function' },
  remote: { vi: 'HTTP', en: 'HTTP' },
  aws: { vi: 'AWS', en: 'AWS' },
  'AWS::XRay::Segment': { vi: 'segment', en: 'segment' },
};

export const kindOf = (kind: string, language: Language): string => KINDS[kind]?.[language] ?? kind;

/** A duration in milliseconds, as it is written beside a bar. */
export function told(ms: number, language: Language): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} s`;
}
