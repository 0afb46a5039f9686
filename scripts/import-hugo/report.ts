import type { MessageKey, MessageParameters } from '../messages.ts';

/** What became of a piece of the workshop. */
export type Outcome = 'converted' | 'repaired' | 'added' | 'kept' | 'dropped' | 'lost';

/** Everything the importer can say of a piece, and what that means for it. */
export const outcomes = {
  'import.shortcode': 'converted',
  'import.html': 'converted',
  'import.heading': 'converted',
  'import.link': 'converted',
  'import.picture': 'converted',
  'import.fence': 'converted',
  'import.number': 'converted',
  'import.field-used': 'converted',
  'import.mojibake': 'repaired',
  'import.picture-path': 'repaired',
  'import.front-matter-loose': 'repaired',
  'import.description': 'added',
  'import.alt': 'added',
  'import.title': 'added',
  'import.twin': 'added',
  'import.section': 'added',
  'import.unpaired': 'added',
  'import.shortcode-unknown': 'kept',
  'import.shortcode-open': 'kept',
  'import.shortcode-close': 'kept',
  'import.shortcode-inside': 'kept',
  'import.html-raw': 'kept',
  'import.link-nowhere': 'kept',
  'import.picture-missing': 'kept',
  'import.picture-elsewhere': 'kept',
  'import.picture-broken': 'kept',
  'import.diagram': 'kept',
  'import.block-raw': 'kept',
  'import.draft': 'kept',
  'import.same-text': 'kept',
  'import.mojibake-unsure': 'kept',
  'import.field': 'dropped',
  'import.look': 'dropped',
  'import.comment': 'dropped',
  'import.title-twice': 'dropped',
  'import.empty': 'dropped',
  'import.anchor': 'dropped',
  'import.link-unused': 'dropped',
  'import.words': 'dropped',
  'import.language': 'dropped',
  'import.page-twice': 'dropped',
  'import.bytes': 'lost',
  'import.encoding': 'lost',
} as const satisfies Partial<Record<MessageKey, Outcome>>;
export type NoteKey = keyof typeof outcomes;

/** One piece of the workshop and what became of it. Lines count from 1; 0 is the file as a whole. */
export interface Note {
  file: string;
  line: number;
  outcome: Outcome;
  key: NoteKey;
  parameters: MessageParameters;
}

/** Takes notes about one file. */
export type Tell = (key: NoteKey, line: number, parameters?: MessageParameters) => void;

/** The notes of a whole import. */
export class Report {
  readonly notes: Note[] = [];

  about(file: string): Tell {
    return (key, line, parameters = {}) => {
      this.notes.push({ file, line, outcome: outcomes[key], key, parameters });
    };
  }

  /** By file and line, each once. */
  sorted(): Note[] {
    const seen = new Set<string>();
    return this.notes
      .filter((note) => {
        const whole = JSON.stringify(note);
        return !seen.has(whole) && seen.add(whole);
      })
      .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  }
}
