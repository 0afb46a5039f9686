import type { LabVariant } from '#labs/lab-pack.ts';
import type { Edits } from '../messages.ts';

/** The template as a file beside the others. */
export const TEMPLATE = 'template.json';

/** A stage's or drill's files as a reader sees them: functions, the stack's source, its template. */
export function fileNames({ sources, shown }: LabVariant): string[] {
  return [...Object.keys(sources), ...Object.keys(shown), TEMPLATE];
}

export const isEditable = (variant: LabVariant, name: string) => name === TEMPLATE || variant.sources[name] !== undefined;

/** A file as it was made. */
export function originalOf({ sources, shown, template }: LabVariant, name: string): string {
  return name === TEMPLATE ? `${JSON.stringify(template, null, 2)}\n` : (sources[name] ?? shown[name] ?? '');
}

/** A file with the reader's edits. */
export function textOf(variant: LabVariant, edits: Edits, name: string): string {
  return (name === TEMPLATE ? edits.template : edits.sources?.[name]) ?? originalOf(variant, name);
}

/** The edits after a file got another text; a file as it was made is no edit. */
export function edited(variant: LabVariant, { sources = {}, template }: Edits, name: string, text: string): Edits {
  const isOriginal = text === originalOf(variant, name);
  if (name === TEMPLATE) return isOriginal ? { sources } : { sources, template: text };
  const { [name]: _, ...others } = sources;
  return { sources: isOriginal ? others : { ...others, [name]: text }, ...(template !== undefined && { template }) };
}
