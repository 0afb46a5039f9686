import { el } from '../dom.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A preview is at most this high, in CSS pixels. */
const HEIGHT = 40;
/** What is larger is not read for a preview alone, in bytes. */
const LARGEST = 8_000_000;
/** Of so many objects the previews are kept. */
const MOST_KEPT = 100;

/** Whether an object's key is a picture's; a listing tells no content types. */
export const isPicture = (key: string): boolean => /\.(png|jpe?g|gif|webp|avif|bmp)$/i.test(key);

/** A picture's pixels; undefined where the bytes are none that this browser reads. */
export const pixelsOf = (bytes: Bytes, type: string): Promise<ImageBitmap | undefined> =>
  createImageBitmap(new Blob([bytes], { type })).catch(() => undefined);

/** A picture without an address: the page's policy lets none in that is not the site's. */
export function drawn(picture: ImageBitmap, height = picture.height): HTMLCanvasElement {
  const width = Math.max(1, Math.round((picture.width * height) / picture.height));
  const canvas = el('canvas', { width: String(width), height: String(height) });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

/** Small pictures of a bucket's objects, each read and drawn once. */
export class Previews {
  readonly #read: (bucket: string, key: string) => Promise<{ bytes: Bytes; type: string }>;
  readonly #kept = new Map<string, HTMLElement>();

  constructor(read: (bucket: string, key: string) => Promise<{ bytes: Bytes; type: string }>) {
    this.#read = read;
  }

  /** The place of an object's preview, which is filled once the picture is read; undefined where there is to be none. */
  of(bucket: string, key: string, etag: string, size: number): HTMLElement | undefined {
    if (!isPicture(key) || size > LARGEST) return undefined;
    const id = [bucket, key, etag].join('\n');
    const kept = this.#kept.get(id);
    if (kept) return kept;
    // Reason: the key beside it says what the picture is.
    const place = el('span', { class: 'preview', 'aria-hidden': 'true' });
    this.#kept.set(id, place);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    void this.#fill(place, bucket, key);
    return place;
  }

  async #fill(place: HTMLElement, bucket: string, key: string): Promise<void> {
    // Reason: an object may be gone by the time it is read; its row goes with the next look.
    const object = await this.#read(bucket, key).catch(() => undefined);
    const picture = object && (await pixelsOf(object.bytes, object.type));
    place.replaceChildren(picture ? drawn(picture, Math.min(HEIGHT * devicePixelRatio, picture.height)) : '✗');
    picture?.close();
  }
}
