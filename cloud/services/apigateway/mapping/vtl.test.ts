// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of templates look like template strings.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderTemplate, type TemplateInput } from './vtl.ts';
import { parseTemplate } from './vtl-parser.ts';
import { TemplateError } from './vtl-values.ts';

const input = (body: unknown = {}, more: Partial<TemplateInput> = {}): TemplateInput => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  params: { path: { id: '7' }, querystring: { page: '2' }, header: { 'X-Shop': 'one' } },
  context: { requestId: 'r-1', identity: { sourceIp: '127.0.0.1' } },
  stageVariables: { table: 'orders' },
  ...more,
});
const render = (template: string, ...given: Parameters<typeof input>) => renderTemplate(parseTemplate(template), input(...given));

test.each([
  ['plain text, $ and # alone', 'plain text, $ and # alone'],
  ["$input.json('$')", '{"name":"Mai","items":[{"n":1},{"n":2}]}'],
  ["$input.json('$.items[1].n') $input.json('$.items[*].n') $input.json('$.missing')", '2 [1,2] ""'],
  ["$input.path('$.name') $input.path('$.items').size()", 'Mai 2'],
  ["$input.params('id') $input.params('page') $input.params('x-shop') $input.params('none').", '7 2 one .'],
  ["$input.params().path.id $input.params().header.get('X-Shop')", '7 one'],
  ['$context.requestId ${context.identity.sourceIp} $context.none.', 'r-1 127.0.0.1 .'],
  ['$stageVariables.table ${stageVariables.table}s', 'orders orderss'],
  ['#set($x = 3)$x.0 ${x}0 $!{y}[$y]', '3.0 30 [$y]'],
  ['#set($x = 7 / 2 + 1 * 2)$x #set($y = -$x)$y', '5 -5'],
  ['#if(1 < 2 && !(2 == 3))yes#{else}no#end', 'yes'],
  ['#if($a)a#elseif("x" == \'x\')b#else c#end', 'b'],
  ['#foreach($i in $input.path("$.items"))$i.n#if($foreach.hasNext),#end#end', '1,2'],
  ['#foreach($i in [1..3])$i#if($i == 2)#break#end#end', '12'],
  ['#set($m = {"a": 1, "b": [1, 2]})$m $m.a #set($m.c = 3)$m.keySet()', '{a=1, b=[1, 2]} 1 [a, b, c]'],
  ['#foreach($e in $input.params().path.entrySet())$e.key=$e.value#end', 'id=7'],
  ['#set($name = "$input.path(\'$.name\')!")$name.toUpperCase().substring(0, 3)', 'MAI'],
  ['## a comment\na#* and\nanother *#b\\$c', 'ab$c'],
  ['#if(true)\n  #set($x = 1)\n  line\n#end\n', '  line\n'],
  ["$util.escapeJavaScript('it''s \"/\"') $util.urlEncode('a b/đ') $util.urlDecode('a%20b')", 'it\\\'s \\"\\/\\" a+b%2F%C4%91 a b'],
  ["$util.base64Encode('chào') $util.base64Decode('Y2jDoG8=') $util.parseJson('{\"a\":{\"b\":2}}').a.b", 'Y2jDoG8= chào 2'],
  ['#[[ $not #parsed ]]#', ' $not #parsed '],
  ['$input.body.length()', '40'],
  ['a#stop b', 'a'],
])('%s becomes %s', (template, text) => {
  expect(render(template, { name: 'Mai', items: [{ n: 1 }, { n: 2 }] })).toBe(text);
});

test.each([
  ['#macro(x)#end', 'mapping templates with #macro'],
  ['$util.qr("x")', 'mapping templates with $util.qr'],
  ['$input.all', 'mapping templates with $input.all'],
  ['$x.explode()', 'mapping templates with the method explode()'],
  ["$input.json('$..name')", 'JSONPath expressions like $..name'],
  ['#set($context.requestOverride.path.x = 1)', 'mapping templates with $context.requestOverride'],
])('%s is refused by name', (template, what) => {
  expect(() => parseTemplate(template)).toThrow(`The embedded cloud does not implement apigateway ${what}.`);
});

test.each(['#if(true)', '#end', '#set($x)', '#set($x = )', '#foreach($x of [1])#end', '${x', '#else'])('%s is malformed', (template) => {
  expect(() => parseTemplate(template)).toThrow('Invalid mapping template specified');
});

test('a body that is no JSON is told as such', () => {
  expect(() => render("$input.json('$')", 'Mai')).toThrow(TemplateError);
});

test('any text parses or is refused, and what parses renders or fails as a template', () => {
  const pieces = fc.constantFrom(
    '#if(',
    '#set($x = ',
    '#end',
    '#foreach($x in ',
    ')',
    '$x',
    '$input.body',
    "'a'",
    '"b"',
    '[1..3]',
    '{',
    '}',
    ' ',
    'é',
    '#else',
    '==',
    '.get(0)',
    '!',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
      ),
      (template) => {
        try {
          render(template);
        } catch (error) {
          expect(
            error instanceof TemplateError || (error instanceof Error && /^(BadRequestException|NotImplemented)$/.test(error.name)),
          ).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});
