import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { type SourceFolder, textOf } from './source-folder.ts';

/** What of Hugo's settings the pages hang on. */
export interface HugoConfig {
  /** The language of files that name none. */
  defaultLanguage: string;
  /** Where pages of a language lie, where they lie apart: `vi` -> `content/vi`. */
  contentFolders: ReadonlyMap<string, string>;
  contentFolder: string;
  /** What stands before every absolute address: `/my-workshop`; empty when nothing does. */
  base: string;
  /** The address the workshop is published at, without the slash at its end. */
  origin: string | undefined;
  title: string | undefined;
}

const NAMES = ['hugo', 'config'].flatMap((name) =>
  ['toml', 'yaml', 'yml', 'json'].flatMap((ending) => [`${name}.${ending}`, `config/_default/${name}.${ending}`]),
);

type Fields = Record<string, unknown>;

/** Hugo's settings, with its defaults for what they do not say. Settings that cannot be read count as none. */
export function readConfig(folder: SourceFolder): HugoConfig {
  const fields = lowered(fieldsOf(folder));
  const languages = asFields(fields.languages);
  const address = text(fields.baseurl);
  const url = address && URL.canParse(address) ? new URL(address) : undefined;
  return {
    defaultLanguage: text(fields.defaultcontentlanguage) ?? 'en',
    contentFolder: text(fields.contentdir) ?? 'content',
    contentFolders: new Map(
      Object.entries(languages).flatMap(([language, settings]) => {
        const dir = text(asFields(settings).contentdir);
        return dir ? [[language, dir.replace(/\/$/, '')]] : [];
      }),
    ),
    base: (url?.pathname ?? (address?.startsWith('/') ? address : '')).replace(/\/$/, ''),
    origin: url && url.host !== 'example.org' ? `${url.host}${url.pathname}`.replace(/\/$/, '') : undefined,
    title: text(fields.title),
  };
}

function fieldsOf(folder: SourceFolder): Fields {
  const name = NAMES.find((candidate) => folder.files.includes(candidate));
  if (!name) return {};
  const source = textOf(folder.read(name), () => {});
  try {
    return asFields(name.endsWith('.toml') ? parseToml(source) : parseYaml(source));
  } catch {
    // Reason: settings with one mistake still say where the workshop is published.
    const [, baseURL] = /^\s*baseURL\s*[=:]\s*["']?([^"'\s]+)/im.exec(source) ?? [];
    const [, defaultContentLanguage] = /^\s*defaultContentLanguage\s*[=:]\s*["']?([\w-]+)/im.exec(source) ?? [];
    return { ...(baseURL && { baseURL }), ...(defaultContentLanguage && { defaultContentLanguage }) };
  }
}

/** Hugo does not look at the case of a setting's name. */
function lowered(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.toLowerCase(),
      name.toLowerCase() === 'languages'
        ? Object.fromEntries(Object.entries(asFields(value)).map(([id, settings]) => [id.toLowerCase(), lowered(asFields(settings))]))
        : value,
    ]),
  );
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
