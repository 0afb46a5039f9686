const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** What is wrong with a text that is no JSON, in the words of the parser that AWS uses. */
export function jsonError(text: string): string {
  if (text.trim() === '') return 'No content to map due to end-of-input';
  const word = /^\s*(?!true|false|null)([A-Za-z_$][\w$]*)/.exec(text)?.[1];
  if (word !== undefined) return `Unrecognized token '${word}': was expecting ${VALUES}`;
  const name = /^\s*\{\s*([^"}\s])/.exec(text)?.[1];
  if (name !== undefined)
    return `Unexpected character ('${name}' (code ${name.charCodeAt(0)})): was expecting double-quote to start field name`;
  return `Unexpected end-of-input or character: was expecting ${VALUES}`;
}
