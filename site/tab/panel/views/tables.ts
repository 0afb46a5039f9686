import type { ViewContext } from '../context.ts';
import { el, field, grid, setOptions } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import type { Filled } from './views.ts';

const MOST = 50;

type Value = Record<string, unknown>;
interface Scanned {
  Items?: Record<string, Value>[];
  LastEvaluatedKey?: unknown;
}
interface Described {
  Table?: { KeySchema?: { AttributeName?: string }[] };
}

/** The items of each table. */
export function tablesView({ runner, t }: ViewContext): Filled {
  const table = el('select', { change: () => void look() });
  const count = el('span', { class: 'count' });
  const items = el('div');
  const look = async () => {
    const tables = runner.deployed('AWS::DynamoDB::Table');
    setOptions(
      table,
      tables.map(({ name, id }) => ({ value: id, text: name })),
    );
    table.disabled = tables.length === 0;
    count.textContent = '';
    if (tables.length === 0) {
      items.replaceChildren(el('p', { class: 'none' }, t('empty.deploy')));
      return;
    }
    const TableName = table.value;
    const [{ Items = [], LastEvaluatedKey }, { Table }] = await Promise.all([
      runner.aws<Scanned>('dynamodb', 'Scan', { TableName, Limit: MOST }),
      runner.aws<Described>('dynamodb', 'DescribeTable', { TableName }),
    ]);
    if (Items.length === 0) {
      items.replaceChildren(el('p', { class: 'none' }, t('tables.none')));
      return;
    }
    count.textContent = t(LastEvaluatedKey ? 'tables.first' : 'tables.count', { count: Items.length });
    const keys = (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []);
    const columns = [...new Set([...keys, ...Items.flatMap((item) => Object.keys(item).sort())])];
    const rows = Items.map((item) => columns.map((column) => (item[column] ? textOf(item[column]) : '')));
    items.replaceChildren(grid(table.selectedOptions[0]?.text ?? '', columns, rows.sort(byFirstCell)));
  };
  const element = el('div', {}, el('div', { class: 'row' }, field(t('tables.table'), table), count), items);
  return { element, shown: lookingAgain(runner, look) };
}

const byFirstCell = ([a = '']: string[], [b = '']: string[]) => a.localeCompare(b, undefined, { numeric: true });

/** An attribute's value without its type's wrapping. */
function textOf(value: Value): string {
  const [type, inner] = Object.entries(value)[0] ?? [];
  if (type === 'L') return `[${(inner as Value[]).map(textOf).join(', ')}]`;
  if (type === 'M')
    return `{${Object.entries(inner as Record<string, Value>)
      .map(([name, each]) => `${name}: ${textOf(each)}`)
      .join(', ')}}`;
  if (type === 'NULL') return 'null';
  if (type === 'B') return `${(inner as Uint8Array).length} B`;
  return Array.isArray(inner) ? inner.join(', ') : String(inner);
}
