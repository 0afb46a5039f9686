import { join } from 'node:path';
import type { APIRoute } from 'astro';
import { loadBook } from '../../chapters/load-book.ts';
import { languages } from '../../i18n/language.ts';
import { Painter } from '../../pictures/draw.ts';
import type { PictureText } from '../../pictures/picture.ts';
import { picturePath, picturesOf } from '../../pictures/pictures.ts';

const painter = new Painter(join(process.cwd(), 'node_modules/.cache/xuong-may-pictures'));

export async function getStaticPaths() {
  const { chapters } = await loadBook();
  const all = languages.flatMap((language) =>
    [...picturesOf(language, chapters[language])].map(([key, text]) => ({
      params: { path: picturePath(language, key).replace(/^\/og\/|\.png$/g, '') },
      props: { text },
    })),
  );
  // Together they take half as long as one after the other; what is drawn is then taken from where it is kept.
  if (!import.meta.env.DEV) await Promise.all(all.map(({ props }) => painter.paint(props.text)));
  return all;
}

export const GET: APIRoute<{ text: PictureText }> = async ({ props }) =>
  new Response(new Uint8Array(await painter.paint(props.text)), { headers: { 'content-type': 'image/png' } });
