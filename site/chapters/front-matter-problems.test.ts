import { expect, test } from 'vitest';
import { pageSchema, problemLines, readFrontMatter } from './front-matter-problems.ts';

const page = { title: 'LEDA', description: 'A pipeline that counts wrong.', weight: 4 };
const problem = (data: object) => {
  const read = readFrontMatter(data);
  return 'problems' in read ? read.problems.map(({ field, says }) => [field, says.en]) : [];
};

test('each mistake names its field and says what is allowed', () => {
  const { weight, ...without } = page;
  expect(weight).toBe(4);
  expect(problem(without)).toEqual([['weight', 'is missing: it must be a number']]);
  expect(problem({ ...page, weight: -1 })).toEqual([['weight', 'must be a number ≥ 0']]);
  expect(problem({ ...page, weight: 'two' })).toEqual([['weight', 'must be a number']]);
  expect(problem({ ...page, description: 'Short.' })).toEqual([['description', 'must be a text of ≥ 20 characters']]);
  expect(problem({ ...page, level: 250 })).toEqual([['level', 'must be one of: 100, 200, 300, 400']]);
  expect(problem({ ...page, lab: 'My Lab' })).toEqual([['lab', 'must be /^[a-z0-9-]+$/']]);
  expect(problem({ ...page, wieght: 4 })[0]).toEqual([
    'wieght',
    expect.stringMatching(/^is no field of a page\. There are: title, .*weight/),
  ]);
  expect(problem({ ...page, chapter: true, outcomes: ['too short', 'long enough to be one'] })).toEqual([
    ['outcomes.0', 'must be a text of ≥ 10 characters'],
  ]);
  expect(problem({ ...page, goal: 'To count right on a pipeline that breaks.' })[0]![1]).toContain('the page lacks chapter: true');
  expect(problem(page)).toEqual([]);
});

test('an error for people has a line in each language; the one for the loader has both', () => {
  const read = readFrontMatter({ ...page, facts: 'May' });
  expect('problems' in read && problemLines('site/content/vi/index.mdx', read.problems)).toBe(
    'site/content/vi/index.mdx: facts phải là một ngày, như 2026-11-20\nsite/content/vi/index.mdx: facts must be a day, such as 2026-11-20',
  );
  expect(pageSchema.safeParse({ ...page, facts: 'May' }).error?.issues).toEqual([
    expect.objectContaining({ path: ['facts'], message: 'phải là một ngày, như 2026-11-20; must be a day, such as 2026-11-20' }),
  ]);
  expect(pageSchema.parse(page)).toEqual({ ...page, chapter: false });
});
