import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, LanguageSupport, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { type Diagnostic, forceLinting, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { colours, theme } from './theme.ts';

/** A file in the editor. */
export interface Opened {
  name: string;
  text: string;
  isReadOnly: boolean;
}

/** A place in the file that something is wrong with; lines and columns count from 1. */
export interface Fault {
  line: number;
  column: number;
  message: string;
}

export interface Editor {
  open(file: Opened, label: string): void;
  /** Shows what a deployment found wrong, until the next edit. */
  mark(fault: Fault): void;
  focus(): void;
}

/** How long the parser may need before its errors are shown, in ms. */
const CALM_MS = 300;

/**
 * CodeMirror below `host`. It stands in a shadow tree: there its styles are sheets made by script, which the page's policy allows,
 * and not elements, which it forbids. Tab leaves it, unless Ctrl-M says otherwise.
 */
export function createEditor(host: HTMLElement, syntaxWords: string, onEdit: (text: string) => void): Editor {
  const root = host.attachShadow({ mode: 'open' });
  let fault: Fault | undefined;
  const view = new EditorView({ parent: root, root });
  view.setTabFocusMode(true);

  const faults = (current: EditorView): Diagnostic[] => {
    const found: Diagnostic[] = [];
    syntaxTree(current.state).iterate({
      enter: ({ type, from, to }) => {
        if (type.isError && found.length === 0) found.push({ from, to: Math.max(to, from), severity: 'error', message: syntaxWords });
      },
    });
    if (fault) {
      const { doc } = current.state;
      const line = doc.line(Math.min(Math.max(1, fault.line), doc.lines));
      const from = Math.min(line.to, line.from + Math.max(0, fault.column - 1));
      found.push({ from, to: Math.min(line.to, from + 1), severity: 'error', message: fault.message });
    }
    return found;
  };

  const stateOf = ({ name, text, isReadOnly }: Opened, label: string) =>
    EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        syntaxHighlighting(colours),
        theme,
        name.endsWith('.json')
          ? new LanguageSupport(javascriptLanguage.configure({ top: 'SingleExpression' }))
          : new LanguageSupport(typescriptLanguage),
        linter(faults, { delay: CALM_MS }),
        keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
        EditorState.readOnly.of(isReadOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', ...(isReadOnly && { 'aria-readonly': 'true' }) }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged) return;
          fault = undefined;
          onEdit(state.doc.toString());
        }),
      ],
    });

  return {
    open(file, label) {
      fault = undefined;
      view.setState(stateOf(file, label));
      view.setTabFocusMode(true);
    },
    mark(found) {
      fault = found;
      const line = view.state.doc.line(Math.min(Math.max(1, found.line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(line.to, line.from + Math.max(0, found.column - 1)) }, scrollIntoView: true });
      forceLinting(view);
    },
    focus: () => view.focus(),
  };
}
