import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../random.ts';
import { Failure } from './failure.ts';
import { IntrinsicSyntaxError, parseIntrinsic } from './intrinsic-parser.ts';
import type { Json } from './json.ts';
import { runIntrinsic } from './template.ts';

const run = (text: string, data: Json = {}) =>
  runIntrinsic(parseIntrinsic(text), text, data, { variables: { v: 2 }, context: { Execution: { Name: 'e' } }, random: seededRandom(1) });

test.each<[string, Json, Json]>([
  ["States.Format('{} is {} \\{\\}', $.name, States.MathAdd(1, $v))", { name: "O'Hara" }, "O'Hara is 3 {}"],
  ["States.Format('it\\'s {}', $$.Execution.Name)", {}, "it's e"],
  ['States.StringToJson(\'{"a":[1]}\')', {}, { a: [1] }],
  ['States.JsonToString($)', { a: 1 }, '{"a":1}'],
  ["States.Array($.a, 'b', 3, true, null)", { a: { x: 1 } }, [{ x: 1 }, 'b', 3, true, null]],
  ['States.ArrayPartition($, 2)', [1, 2, 3], [[1, 2], [3]]],
  ['States.ArrayContains($, 2)', [1, 2], true],
  ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
  ['States.ArrayGetItem($, 1)', ['a', 'b'], 'b'],
  ['States.ArrayLength($.list[*])', { list: [1, 2] }, 2],
  ['States.ArrayUnique($)', [1, { a: 1 }, { a: 1 }, 1], [1, { a: 1 }]],
  ["States.Base64Encode('Xin chào')", {}, 'WGluIGNow6Bv'],
  ["States.Base64Decode('WGluIGNow6Bv')", {}, 'Xin chào'],
  ["States.Hash('input data', 'SHA-1')", {}, 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  ["States.Hash('a', 'MD5')", {}, '0cc175b9c0f1b6a831c399e269772661'],
  ['States.JsonMerge($.a, $.b, false)', { a: { x: 1, y: { z: 1 } }, b: { y: { q: 2 } } }, { x: 1, y: { q: 2 } }],
  ["States.StringSplit('1,2;3', ',;')", {}, ['1', '2', '3']],
])('%s', async (text, data, expected) => {
  expect(await run(text, data)).toEqual(expected);
});

test('wrong arguments fail by name, and a text that is no call is refused', async () => {
  await expect(run("States.Format('{}')")).rejects.toMatchObject({ error: 'States.IntrinsicFailure' });
  await expect(run('States.ArrayGetItem($, 5)', [])).rejects.toBeInstanceOf(Failure);
  await expect(run('States.ArrayLength($.none)')).rejects.toMatchObject({ error: 'States.Runtime' });
  for (const text of ['States.Format(', "States.Format('a' 'b')", 'Format()', 'States.Array($.a) x'])
    expect(() => parseIntrinsic(text)).toThrow(IntrinsicSyntaxError);
});

test('any text survives Base64 and JSON, any list its partitions, and a seed gives one number', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
      fc.array(fc.integer()),
      fc.integer({ min: 1, max: 5 }),
      async (text, list, size) => {
        const encoded = await run('States.Base64Encode($)', text);
        expect(await run('States.Base64Decode($)', encoded)).toBe(text);
        expect(await run('States.StringToJson($)', await run('States.JsonToString($)', { text }))).toEqual({ text });
        expect(((await run(`States.ArrayPartition($, ${size})`, list)) as Json[][]).flat()).toEqual(list);
        const drawn = (await run(`States.MathRandom(1, 9, ${size})`)) as number;
        expect(await run(`States.MathRandom(1, 9, ${size})`)).toBe(drawn);
        expect(drawn >= 1 && drawn < 9).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});
