import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type Entry, toChapters } from '../chapters/chapter.ts';
import { Painter } from './draw.ts';
import { coverOf, picturePath, picturesOf } from './pictures.ts';

const entry = (id: string, weight: number, data: Partial<Entry['data']> = {}): Entry => ({
  id: id ? `${id}/index` : 'index',
  file: `${id}.mdx`,
  data: { title: id || 'Xưởng Mây', description: 'A page for a test, long enough.', weight, chapter: false, ...data },
  body: '',
});
const chapters = toChapters(
  [
    entry('', 0),
    entry('2-events', 2, { cover: 'events', title: 'Kiến trúc hướng sự kiện' }),
    entry('2-events/4-leda', 4, { title: 'LEDA' }),
  ],
  'vi',
);

test("a page's picture names its place, its title and its part's cover", () => {
  const pictures = picturesOf('vi', chapters);
  expect(pictures.get('events/leda')).toEqual({ kicker: 'Chương 2.4 · Kiến trúc hướng sự kiện', title: 'LEDA', cover: 'events' });
  expect(pictures.get('events')?.kicker).toBe('Phần 2');
  expect(pictures.get('coverage')?.cover).toBe('home');
  expect(coverOf(chapters, '')).toBe('home');
  expect([picturePath('en', ''), picturePath('vi', 'events/leda')]).toEqual(['/og/en/home.png', '/og/vi/events/leda.png']);
});

test('a picture is a PNG of 1200 x 630, drawn once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    const text = { kicker: 'Phần 2', title: 'Ằ Ẵ Ệ: đủ dấu', cover: 'events' } as const;
    const drawn = await new Painter(folder).paint(text);
    expect(await sharp(drawn).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    expect(drawn.length).toBeLessThan(150_000);
    expect((await new Painter(folder).paint(text)).equals(drawn)).toBe(true);
    await new Painter(folder).paint({ ...text, title: 'khác' });
    expect(readdirSync(folder)).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
