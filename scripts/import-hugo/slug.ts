/** A text as an address or an id: `Tạo đường ống` -> `tao-duong-ong`. Empty when nothing of it can stand in one. */
export function slugOf(text: string, most = 60): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/([a-z\d])(?=[A-Z][a-z])/g, '$1-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-|-$/g, '');
}

/** The name itself, or with the first number from 2 that makes it new. Remembers what it gave. */
export function uniquely(taken: Set<string>): (name: string) => string {
  return (name) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name}-${number}`;
    taken.add(unique);
    return unique;
  };
}

/** The id Hugo gives to a heading. */
export function hugoAnchor(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
