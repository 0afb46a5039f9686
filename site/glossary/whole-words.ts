/** Finds any of some names in a text, whole words only, whatever their case; `ending` is a pattern for what may follow them. */
export function wholeWords(names: readonly string[], ending = ''): RegExp {
  const any = names.map((name) => name.normalize('NFC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${any})${ending}(?![\\p{L}\\p{N}_-])`, 'iu');
}
