import type { APIRoute } from 'astro';
import { loadBook } from '../chapters/load-book.ts';
import { indexFile } from '../llms/index-file.ts';

export const GET: APIRoute = async ({ site }) => {
  const { chapters } = await loadBook();
  return new Response(indexFile('vi', chapters.vi, site!), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
