/** What a page's HTML refers to and holds; enough of a parser for pages that the site itself writes. */
export interface PageHtml {
  /** Every href of a link a reader can follow. */
  links: string[];
  /** Scripts, styles, fonts, pictures: what the browser fetches by itself. */
  fetched: string[];
  ids: Set<string>;
  /** Contents of inline scripts and styles, style attributes, event handlers: what a strict policy refuses. */
  inline: string[];
}

export function parsePage(html: string): PageHtml {
  const tags = [...html.matchAll(/<([a-z][\w-]*)\b([^>]*)>/gi)].map(([, name, rest]) => ({
    name: name!.toLowerCase(),
    attributes: attributesOf(rest!),
  }));
  const of = (name: string, attribute: string) => tags.flatMap((tag) => (tag.name === name ? (tag.attributes.get(attribute) ?? []) : []));
  const resources = tags.filter(({ name, attributes }) => name === 'link' && /stylesheet|preload|icon/.test(attributes.get('rel') ?? ''));
  return {
    links: of('a', 'href'),
    fetched: [...of('script', 'src'), ...of('img', 'src'), ...resources.flatMap(({ attributes }) => attributes.get('href') ?? [])],
    ids: new Set(tags.flatMap(({ attributes }) => attributes.get('id') ?? [])),
    inline: [
      ...[...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => `<script> ${text}`),
      ...[...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)].map(([, text]) => `<style> ${text}`),
      ...tags.flatMap(({ name, attributes }) =>
        [...attributes.keys()].filter((key) => key === 'style' || key.startsWith('on')).map((key) => `<${name} ${key}>`),
      ),
    ],
  };
}

function attributesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name!, value.replaceAll('&amp;', '&')]));
}
