/** The ids on every page of a list. */
export async function* ids<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
  id: (item: Item) => string | undefined,
): AsyncGenerator<string> {
  for await (const page of pages) {
    for (const item of items(page) ?? []) {
      const found = id(item);
      if (found !== undefined) yield found;
    }
  }
}

/** The pages of a list for which the SDK has no paginator. */
export async function* pages<Page extends { NextToken?: string | undefined }>(
  read: (NextToken: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let NextToken: string | undefined;
  do {
    const page = await read(NextToken);
    yield page;
    NextToken = page.NextToken;
  } while (NextToken);
}

/** Reads ids out of ARNs whose resource part is as the pattern says; its group `id` is the id. */
export function arnOf(service: string, resource: RegExp): (arn: string) => string | undefined {
  return (arn) => {
    const parts = arn.split(':');
    if (parts[0] !== 'arn' || parts[2] !== service) return undefined;
    return resource.exec(parts.slice(5).join(':'))?.groups?.id;
  };
}

/** The call's answer; undefined where what it is about is gone, by one of these error names. */
export async function unlessGone<Answer>(names: readonly string[], call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}

/** Tags as services list them, by key. */
export function byKey(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
