import { AwsError, notImplemented } from '../../../aws-error.ts';
import { ExpressionParser } from './vtl-expressions.ts';
import type { Reference, TemplateNode } from './vtl-syntax.ts';

const DIRECTIVES = ['set', 'if', 'elseif', 'else', 'end', 'foreach', 'break', 'stop'];
const UNSUPPORTED = ['macro', 'parse', 'include', 'evaluate', 'define'];

/**
 * Parses a mapping template. Throws BadRequestException where it is malformed, NotImplemented for directives, methods and
 * variables that this cloud does not know.
 */
export function parseTemplate(source: string): TemplateNode[] {
  const parser = new TemplateParser(source);
  const { nodes, ended } = parser.block([]);
  if (ended !== undefined) throw malformed(`#${ended} without a beginning`);
  return nodes;
}

function malformed(reason: string): AwsError {
  return new AwsError('BadRequestException', `Invalid mapping template specified: ${reason}`);
}

class TemplateParser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Reads up to one of these directives, or the end. */
  block(ends: readonly string[]): { nodes: TemplateNode[]; ended: string | undefined } {
    const nodes: TemplateNode[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') nodes.push({ kind: 'text', text });
      text = '';
    };
    while (this.#at < this.#source.length) {
      const rest = this.#source.slice(this.#at);
      const comment = /^##[^\n]*(?:\n|$)|^#\*[\s\S]*?\*#/.exec(rest);
      const raw = /^#\[\[([\s\S]*?)\]\]#/.exec(rest);
      const directive = /^#(?:\{([a-z]+)\}|([a-z]+))/.exec(rest);
      const name = directive?.[1] ?? directive?.[2];
      if (comment) this.#at += comment[0].length;
      else if (raw) {
        text += raw[1];
        this.#at += raw[0].length;
      } else if (name !== undefined && UNSUPPORTED.includes(name)) throw notImplemented(`apigateway mapping templates with #${name}`);
      else if (name !== undefined && DIRECTIVES.includes(name)) {
        if (name === 'set' || ends.includes(name) || name === 'foreach' || name === 'if') text = this.#withoutIndent(text);
        flush();
        this.#at += directive![0].length;
        if (['end', 'else', 'elseif'].includes(name)) {
          if (!ends.includes(name)) throw malformed(`#${name} is out of place`);
          if (name !== 'elseif') this.#skipLineEnd();
          return { nodes, ended: name };
        }
        nodes.push(this.#directive(name));
      } else if (/^\\[$#]/.test(rest)) {
        text += rest[1];
        this.#at += 2;
      } else {
        const node = rest.startsWith('$') ? this.#reference() : undefined;
        if (node) {
          flush();
          nodes.push(node);
        } else {
          text += rest[0];
          this.#at++;
        }
      }
    }
    flush();
    return { nodes, ended: undefined };
  }

  #directive(name: string): TemplateNode {
    if (name === 'break' || name === 'stop') return { kind: name };
    if (name === 'set') {
      const node = this.#parenthesised((expressions): TemplateNode => {
        const target: Reference = expressions.reference();
        expressions.expect('=');
        return { kind: 'set', target, value: expressions.expression() };
      });
      this.#skipLineEnd();
      return node;
    }
    if (name === 'foreach') {
      const { variable, list } = this.#parenthesised((expressions) => {
        const target = expressions.reference();
        expressions.expect('in');
        return { variable: target.name, list: expressions.expression() };
      });
      this.#skipLineEnd();
      return { kind: 'foreach', variable, list, body: this.#body() };
    }
    return this.#conditional();
  }

  #body(): TemplateNode[] {
    const { nodes, ended } = this.block(['end']);
    if (ended !== 'end') throw malformed('#end is missing');
    return nodes;
  }

  #conditional(): TemplateNode {
    const node: TemplateNode & { kind: 'if' } = { kind: 'if', branches: [], otherwise: [] };
    for (;;) {
      const condition = this.#parenthesised((expressions) => expressions.expression());
      this.#skipLineEnd();
      const { nodes, ended } = this.block(['elseif', 'else', 'end']);
      node.branches.push({ condition, body: nodes });
      if (ended === 'elseif') continue;
      if (ended === 'else') node.otherwise = this.#body();
      else if (ended !== 'end') throw malformed('#end is missing');
      return node;
    }
  }

  /** Reads what stands between a directive's parentheses. */
  #parenthesised<T>(read: (expressions: ExpressionParser) => T): T {
    const open = /^\s*\(/.exec(this.#source.slice(this.#at));
    if (!open) throw malformed('a directive needs parentheses');
    const expressions = new ExpressionParser(this.#source, this.#at + open[0].length, parseTemplate);
    const value = read(expressions);
    expressions.expect(')');
    this.#at = expressions.at;
    return value;
  }

  /** A reference in the text; undefined where the dollar sign is only a dollar sign. */
  #reference(): TemplateNode | undefined {
    const match = /^\$(!?)(\{?)(?=[A-Za-z_])/.exec(this.#source.slice(this.#at));
    if (!match) return undefined;
    const start = this.#at;
    const expressions = new ExpressionParser(this.#source, start + match[0].length, parseTemplate);
    const reference = expressions.referenceBody();
    if (match[2] === '{') expressions.expect('}');
    this.#at = expressions.at;
    return { kind: 'reference', reference, quiet: match[1] === '!', source: this.#source.slice(start, this.#at) };
  }

  /** A directive on a line of its own leaves no empty line. */
  #skipLineEnd(): void {
    const match = /^[ \t]*\r?\n/.exec(this.#source.slice(this.#at));
    if (match) this.#at += match[0].length;
  }

  /** Takes away the blanks before a directive that stands first on its line. */
  #withoutIndent(text: string): string {
    const line = this.#source.slice(this.#source.lastIndexOf('\n', this.#at - 1) + 1, this.#at);
    return line.trim() === '' ? text.replace(/[ \t]+$/, '') : text;
  }
}
