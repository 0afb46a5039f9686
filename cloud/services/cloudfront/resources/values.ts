/** Templates may write truth values and numbers as text. */
export function flag(value: boolean | string | undefined): boolean | undefined {
  return value === undefined ? undefined : String(value) === 'true';
}

export function amount(value: number | string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** A list as the API takes it. */
export function quantified<Item>(items: readonly Item[] | undefined): { Quantity: number; Items?: Item[] } {
  return items && items.length > 0 ? { Quantity: items.length, Items: [...items] } : { Quantity: 0 };
}

/** Leaves out what has no value. */
export function given<Members extends object>(members: Members): { [Name in keyof Members]: Exclude<Members[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
