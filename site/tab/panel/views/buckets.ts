import type { ViewContext } from '../context.ts';
import { el, field, grid, setOptions } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import type { Filled } from './views.ts';

const MOST_SHOWN = 20_000; // characters

interface Listed {
  Contents?: { Key?: string; Size?: number; LastModified?: Date }[];
}
interface Got {
  Body?: unknown;
  ContentType?: string;
}

/** What each bucket holds; an object is read when the reader opens it. */
export function bucketsView({ runner, t, language }: ViewContext): Filled {
  const bucket = el('select', {
    change: () => {
      opened.replaceChildren();
      void look();
    },
  });
  const objects = el('div');
  const opened = el('div');
  const open = async (Key: string) => {
    const { Body, ContentType = '' } = await runner.aws<Got>('s3', 'GetObject', { Bucket: bucket.value, Key });
    const bytes = await bytesOf(Body);
    opened.replaceChildren(el('p', { class: 'part' }, Key), await shown(bytes, ContentType));
  };
  const shown = async (bytes: Uint8Array<ArrayBuffer>, type: string): Promise<HTMLElement> => {
    const drawn = type.startsWith('image/') ? await drawing(bytes, type) : undefined;
    if (drawn) return drawn;
    const text = decoded(bytes);
    if (text === undefined) return el('p', { class: 'none' }, t('buckets.binary', { bytes: bytes.length, type }));
    return el('pre', { tabindex: '0' }, text.slice(0, MOST_SHOWN));
  };
  const look = async () => {
    setOptions(
      bucket,
      runner.deployed('AWS::S3::Bucket').map(({ name, id }) => ({ value: id, text: name })),
    );
    bucket.disabled = bucket.options.length === 0;
    if (bucket.disabled) {
      objects.replaceChildren(el('p', { class: 'none' }, t('empty.deploy')));
      opened.replaceChildren();
      return;
    }
    const { Contents = [] } = await runner.aws<Listed>('s3', 'ListObjectsV2', { Bucket: bucket.value });
    const rows = Contents.map(({ Key = '', Size = 0, LastModified }) => [
      el('button', { type: 'button', class: 'link', 'aria-label': t('buckets.open', { key: Key }), click: () => void open(Key) }, Key),
      Size.toLocaleString(language),
      LastModified ? new Date(LastModified).toLocaleTimeString(language, { hour12: false }) : '',
    ]);
    objects.replaceChildren(
      rows.length === 0
        ? el('p', { class: 'none' }, t('buckets.none'))
        : grid(bucket.selectedOptions[0]?.text ?? '', [t('buckets.key'), t('buckets.size'), t('buckets.modified')], rows),
    );
  };
  const element = el('div', {}, el('div', { class: 'row' }, field(t('buckets.bucket'), bucket)), objects, opened);
  return { element, shown: lookingAgain(runner, look) };
}

async function bytesOf(body: unknown): Promise<Uint8Array<ArrayBuffer>> {
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>;
  return new Uint8Array(await new Response(body as BodyInit | null).arrayBuffer());
}

/** A picture without an address: the page's policy lets none in that is not the site's. */
async function drawing(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<HTMLCanvasElement | undefined> {
  const picture = await createImageBitmap(new Blob([bytes], { type })).catch(() => undefined);
  if (!picture) return undefined;
  const canvas = el('canvas', { width: String(picture.width), height: String(picture.height) });
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // Reason: what is no text is told by its size.
  }
}
