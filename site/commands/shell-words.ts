/** The words of a simple command; undefined when it needs a shell: pipes, variables, patterns. Quotes hold words together. */
export function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const character of text) {
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (quote === '"' && '$`\\'.includes(character)) return undefined;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if ('|&;<>()$`\\*?[]{}~#!'.includes(character)) return undefined;
    else word = (word ?? '') + character;
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

/** The commands of a line, apart at each `&&` that no quotes hold. */
export function apart(line: string): string[] {
  const parts = [''];
  for (const [piece] of line.matchAll(/"[^"]*"|'[^']*'|&&|[^"'&]+|./gs)) {
    if (piece === '&&') parts.push('');
    else parts.push(parts.pop()! + piece);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
