/** Where a file, or some of its lines, can be seen in the repository, when the site knows it (REPOSITORY_URL: `https://github.com/owner/name`). */
export function sourceLink(path: string, numbers: readonly number[] = [], repository = process.env.REPOSITORY_URL): string | undefined {
  if (!repository) return undefined;
  const lines = numbers.length > 0 ? `#L${numbers[0]}-L${numbers.at(-1)}` : '';
  return `${repository.replace(/\/$/, '')}/blob/main/${path}${lines}`;
}
