/** A CloudFormation template, as far as a drawing reads it. */
export interface Template {
  Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  Type: string;
  Properties?: Readonly<Record<string, unknown>>;
  Metadata?: Readonly<Record<string, unknown>>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of a list; a single value is a list of one, as in policies. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** What stands at `path` (`NotificationConfiguration.LambdaConfigurations`); lists on the way are gone through. */
export function at(value: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>((found, key) => found.flatMap((each) => (isRecord(each) ? listOf(each[key]) : [])), [value]);
}

/** The logical ids and pseudo parameters a value refers to, each once, in the order in which they stand. */
export function references(value: unknown): string[] {
  return [...new Set([...textOf(value).matchAll(/\$\{([^.}!]+)(?:\.[^}]*)?\}/g)].map(([, id]) => id!))];
}

/** A value as one text; what is only known at deployment stands as `${LogicalId}` or `${LogicalId.Attribute}`. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (!isRecord(value)) return value === undefined || value === null ? '' : String(value);
  if (typeof value.Ref === 'string') return `\${${value.Ref}}`;
  const attribute = value['Fn::GetAtt'];
  if (attribute !== undefined) return `\${${Array.isArray(attribute) ? attribute.join('.') : attribute}}`;
  const join = value['Fn::Join'];
  if (Array.isArray(join)) return listOf(join[1]).map(textOf).join(String(join[0]));
  const sub = value['Fn::Sub'];
  if (sub !== undefined) return Array.isArray(sub) ? substituted(String(sub[0]), sub[1]) : String(sub);
  return Object.values(value).map(textOf).join(' ');
}

function substituted(text: string, values: unknown): string {
  return text.replace(/\$\{(\w+)\}/g, (all, name: string) => (isRecord(values) && name in values ? textOf(values[name]) : all));
}

/** Every value that stands under a property of a name like `pattern`, however deep. */
export function under(value: unknown, pattern: RegExp): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => under(each, pattern));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (pattern.test(key) ? [inner] : under(inner, pattern)));
}
