/** A mapping template, parsed. Apache Velocity User Guide, as far as mapping templates use it. */
export type TemplateNode =
  | { kind: 'text'; text: string }
  | { kind: 'reference'; reference: Reference; quiet: boolean; source: string }
  | { kind: 'set'; target: Reference; value: Expression }
  | { kind: 'if'; branches: { condition: Expression; body: TemplateNode[] }[]; otherwise: TemplateNode[] }
  | { kind: 'foreach'; variable: string; list: Expression; body: TemplateNode[] }
  | { kind: 'stop' }
  | { kind: 'break' };

export interface Reference {
  name: string;
  steps: Step[];
}
export type Step =
  | { kind: 'property'; name: string }
  | { kind: 'method'; name: string; args: Expression[] }
  | { kind: 'index'; index: Expression };

export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'template'; nodes: TemplateNode[] }
  | { kind: 'reference'; reference: Reference }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'range'; from: Expression; to: Expression }
  | { kind: 'map'; entries: [Expression, Expression][] }
  | { kind: 'not'; operand: Expression }
  | { kind: 'negative'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression };

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';
