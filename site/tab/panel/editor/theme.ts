import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of the site's own code, by the same names. */
export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword], color: 'var(--k-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--k-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.typeName, tags.className], color: 'var(--k-constant)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--k-function)' },
  { tag: tags.comment, color: 'var(--k-comment)' },
  { tag: [tags.punctuation, tags.operator, tags.bracket], color: 'var(--k-punctuation)' },
]);

export const theme = EditorView.theme({
  '&': { height: '26rem', color: 'var(--ink)', backgroundColor: 'var(--code)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: '3px solid var(--accent)', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.65' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'var(--code)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in oklab, var(--accent) 6%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'color-mix(in oklab, var(--accent) 10%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 25%, transparent)',
  },
  '.cm-panels, .cm-tooltip': { color: 'var(--ink)', backgroundColor: 'var(--raised)', borderColor: 'var(--strong-line)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--rattan-wash)', outline: '1px solid var(--rattan)' },
  // Drawn with borders: the page's policy lets no pictures in that are written into style sheets.
  '.cm-lint-marker-error': {
    content: 'normal',
    width: '0.7em',
    height: '0.7em',
    margin: '0.35em 0.1em',
    borderRadius: '50%',
    backgroundColor: 'var(--seal)',
  },
  '.cm-lintRange-error, .cm-lintRange-active': { backgroundImage: 'none', textDecoration: 'underline wavy var(--seal)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--seal)' },
  '.cm-textfield': { backgroundColor: 'var(--paper)' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--paper)', borderColor: 'var(--strong-line)' },
});
