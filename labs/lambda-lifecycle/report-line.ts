/** What Lambda writes about an invocation when it is over. Times in ms. */
export interface ReportLine {
  duration: number;
  billed: number;
  memorySize: number;
  memoryUsed: number;
  /** Of a cold start; a warm one has none. */
  init: number | undefined;
  status: string | undefined;
  text: string;
}

/** The REPORT line of a log; undefined when there is none. */
export function reportLine(log: string): ReportLine | undefined {
  const text = log.split('\n').find((line) => line.startsWith('REPORT '));
  if (text === undefined) return undefined;
  const fields = new Map(text.split('\t').map((field) => [field.split(': ')[0]!, field.split(': ')[1] ?? '']));
  const amount = (name: string) => Number.parseFloat(fields.get(name) ?? '');
  return {
    duration: amount('Duration'),
    billed: amount('Billed Duration'),
    memorySize: amount('Memory Size'),
    memoryUsed: amount('Max Memory Used'),
    init: fields.has('Init Duration') ? amount('Init Duration') : undefined,
    status: fields.get('Status'),
    text: text.trimEnd().replaceAll('\t', '  '),
  };
}
