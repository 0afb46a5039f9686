/** Where a file's lines can be seen in the repository, when the site knows it (REPOSITORY_URL: `https://github.com/owner/name`). */
export function sourceLink(path: string, numbers: readonly number[], repository = process.env.REPOSITORY_URL): string | undefined {
  if (!repository) return undefined;
  return `${repository.replace(/\/$/, '')}/blob/main/${path}#L${numbers[0]}-L${numbers.at(-1)}`;
}
