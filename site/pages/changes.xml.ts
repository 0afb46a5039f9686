import type { APIRoute } from 'astro';
import { changesOf } from '../changes/changes.ts';
import { feed } from '../changes/feed.ts';
import { historyOf } from '../changes/history.ts';
import { loadBook } from '../chapters/load-book.ts';

export const GET: APIRoute = async ({ site }) => {
  const { chapters } = await loadBook();
  return new Response(feed('vi', changesOf(chapters.vi, historyOf('site/content/vi')), site!), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
  });
};
