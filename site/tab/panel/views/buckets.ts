import type { ViewContext } from '../context.ts';
import { el, grid } from '../dom.ts';
import { lookingAgain } from '../live-view.ts';
import { wear } from '../style-sheet.ts';
import { type Bytes, drawn, isPicture, Previews, pixelsOf } from './bucket-pictures.ts';
import { uploadField } from './bucket-upload.ts';
import css from './buckets.css?inline';
import type { Filled } from './views.ts';

const MOST_SHOWN = 20_000; // characters
/** So many opened objects stay in sight: a picture before and after. */
const MOST_OPEN = 2;

interface Listed {
  Contents?: { Key?: string; Size?: number; LastModified?: Date; ETag?: string }[];
}
interface Got {
  Body?: unknown;
  ContentType?: string;
}

/** What each bucket holds, the newest first, pictures as pictures; an object is read when the reader opens it. */
export function bucketsView(context: ViewContext): Filled {
  const { runner, t, language } = context;
  wear(css);
  const buckets = el('div', { class: 'buckets' });
  const opened = el('div', { class: 'opened' });
  const fields = new Map<string, HTMLElement>();
  let drawnAs = '';
  const read = async (Bucket: string, Key: string): Promise<{ bytes: Bytes; type: string }> => {
    const { Body, ContentType = '' } = await runner.aws<Got>('s3', 'GetObject', { Bucket, Key });
    return { bytes: await bytesOf(Body), type: ContentType };
  };
  const previews = new Previews(read);
  const open = async (name: string, Bucket: string, Key: string) => {
    const said = el('small');
    const close = el('button', { type: 'button', class: 'small', click: () => figure.remove() }, t('buckets.close'));
    const figure = el('figure', {}, el('figcaption', {}, el('strong', {}, `${name} / ${Key}`), said, close));
    // Reason: figures stand in the order in which they were asked for, not in that in which they came.
    opened.prepend(figure);
    while (opened.children.length > MOST_OPEN) opened.lastElementChild!.remove();
    const { bytes, type } = await read(Bucket, Key);
    const [content, facts] = await shown(bytes, type);
    said.textContent = facts;
    figure.append(content);
  };
  const shown = async (bytes: Bytes, type: string): Promise<[content: HTMLElement | string, said: string]> => {
    const size = bytes.length.toLocaleString(language);
    const picture = type.startsWith('image/') ? await pixelsOf(bytes, type) : undefined;
    if (picture) {
      const { width, height } = picture;
      return [drawn(picture), t('buckets.picture', { width, height, bytes: size, type })];
    }
    const text = decoded(bytes);
    const said = t('buckets.bytes', { bytes: size, type });
    return text === undefined ? [t('buckets.binary'), said] : [el('pre', { tabindex: '0' }, text.slice(0, MOST_SHOWN)), said];
  };
  /** Stays the same through every look, or else it would lose the focus. */
  const uploads = (name: string, bucket: string): HTMLElement => {
    const made = fields.get(bucket) ?? uploadField(context, name, bucket, look);
    fields.set(bucket, made);
    return made;
  };
  const section = ({ name, id }: { name: string; id: string }, { Contents = [] }: Listed): HTMLElement => {
    const newest = [...Contents].sort((a, b) => Number(b.LastModified ?? 0) - Number(a.LastModified ?? 0));
    const hasPictures = newest.some(({ Key = '' }) => isPicture(Key));
    const rows = newest.map(({ Key = '', Size = 0, LastModified, ETag = '' }) => [
      ...(hasPictures ? [previews.of(id, Key, ETag, Size) ?? ''] : []),
      el(
        'button',
        { type: 'button', class: 'link', 'aria-label': t('buckets.open', { key: Key }), click: () => void open(name, id, Key) },
        Key,
      ),
      Size.toLocaleString(language),
      LastModified ? new Date(LastModified).toLocaleTimeString(language, { hour12: false }) : '',
    ]);
    const heads = [...(hasPictures ? [t('buckets.preview')] : []), t('buckets.key'), t('buckets.size'), t('buckets.modified')];
    const label = t('buckets.bucket', { name });
    return el(
      'section',
      {},
      el('div', { class: 'head' }, el('p', { class: 'part' }, label), uploads(name, id)),
      rows.length === 0 ? el('p', { class: 'none' }, t('buckets.none')) : grid(label, heads, rows),
    );
  };
  const look = async () => {
    const deployed = runner.deployed('AWS::S3::Bucket');
    if (deployed.length === 0) {
      drawnAs = '';
      buckets.replaceChildren(el('p', { class: 'none' }, t('empty.deploy')));
      opened.replaceChildren();
      return;
    }
    const lists = await Promise.all(deployed.map(({ id }) => runner.aws<Listed>('s3', 'ListObjectsV2', { Bucket: id })));
    // Reason: what is drawn anew loses the reader's focus.
    const now = JSON.stringify(lists.map(({ Contents }, index) => [deployed[index], Contents]));
    if (now === drawnAs) return;
    drawnAs = now;
    buckets.replaceChildren(...deployed.map((bucket, index) => section(bucket, lists[index]!)));
  };
  return { element: el('div', {}, buckets, opened), shown: lookingAgain(runner, look) };
}

async function bytesOf(body: unknown): Promise<Bytes> {
  if (body instanceof Uint8Array) return body as Bytes;
  return new Uint8Array(await new Response(body as BodyInit | null).arrayBuffer());
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // Reason: what is no text is told by its size.
  }
}
