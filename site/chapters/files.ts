import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ElementNode, elements, isElement, isText, type MarkdownFile, type TreeNode } from './tree.ts';

/** Made by the build itself, so they are not among the site's files; the links of the built pages are tested. */
const MADE = /^\/(?:downloads|labs|tab)\/|^\/(?:en\/)?[\w.-]+\.(?:xml|txt)$/;

/**
 * Pictures and files a page refers to must be there: `./x.png` beside the page, `/x.pdf` in site/public. A picture that stands
 * alone becomes a figure that can be enlarged, its title the caption; a picture without words for those who do not see it is refused.
 */
export function rehypeFiles(publicFolder = resolve('site/public')) {
  return (tree: TreeNode, file: MarkdownFile) => {
    const missing = [...elements(tree)].flatMap((node) => problem(node, file, publicFolder) ?? []);
    if (missing.length > 0) throw new Error(`${file.path}: ${missing.join('; ')}`);
    enlargeable(tree);
  };
}

function problem(node: ElementNode, file: MarkdownFile, publicFolder: string): string | undefined {
  if (node.tagName === 'img') {
    const { src, alt } = node.properties;
    if (typeof alt !== 'string' || alt.trim() === '')
      return `the picture ${src} says nothing to those who cannot see it: ![what it shows](${src})`;
    return absent(String(src), file, publicFolder) ? `there is no picture ${src}` : undefined;
  }
  const href = node.tagName === 'a' ? node.properties.href : undefined;
  // A page's address ends in a slash or has no ending; a file's has one.
  if (typeof href !== 'string' || !/\.\w+$/.test(href.replace(/[?#].*$/, ''))) return undefined;
  return absent(href, file, publicFolder) ? `there is no file ${href}` : undefined;
}

function absent(address: string, { path }: MarkdownFile, publicFolder: string): boolean {
  if (/^(?:[a-z]+:|\/\/)/i.test(address)) return false; // Elsewhere on the web.
  const clean = decodeURIComponent(address.replace(/[?#].*$/, ''));
  if (clean.startsWith('/')) return !MADE.test(clean) && !existsSync(join(publicFolder, clean));
  return !existsSync(join(dirname(path), clean));
}

/** A paragraph that is one picture becomes a figure. */
function enlargeable(node: TreeNode): void {
  for (const child of node.children ?? []) {
    enlargeable(child);
    if (!isElement(child) || child.tagName !== 'p') continue;
    const content = child.children.filter((inside) => !isText(inside) || inside.value.trim() !== '');
    const picture = content[0];
    if (content.length !== 1 || !isElement(picture) || picture.tagName !== 'img') continue;
    const { title, ...properties } = picture.properties;
    picture.properties = { ...properties, loading: 'lazy' };
    const caption: ElementNode = {
      type: 'element',
      tagName: 'figcaption',
      properties: {},
      children: [{ type: 'text', value: String(title) } as TreeNode],
    };
    Object.assign(child, {
      tagName: 'figure',
      properties: { className: ['picture'], 'data-zoom': '' },
      children: title ? [picture, caption] : [picture],
    });
  }
}
