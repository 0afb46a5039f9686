import type { Chapter } from '../chapters/chapter.ts';

/**
 * The contents of pages as HTML. A page is part of up to three printed documents and is drawn for the first of them only:
 * drawing is most of a build's time. In development nothing is kept, as the page may just have been edited.
 */
class DrawnPages {
  readonly #drawn = new Map<string, string>();

  async once({ file }: Chapter, draw: () => Promise<string>): Promise<string> {
    const known = this.#drawn.get(file);
    if (known !== undefined) return known;
    const html = await draw();
    if (!import.meta.env.DEV) this.#drawn.set(file, html);
    return html;
  }
}

export const drawnPages = new DrawnPages();
