/** A text with its values put in: `{name}` takes the value of that name. Throws naming `where` when one is missing. */
export function fill(text: string, values: Readonly<Record<string, string | number>>, where: () => string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${where()}: no value for {${name}}`);
    return String(value);
  });
}
