// #region handler
/** Greets somebody, and remembers whom. */
export async function handler({ name }: { name: string }): Promise<{ greeting: string }> {
  const greeting = `Xin chào, ${name}!`;
  // #region remember
  // Write the greeting to the table GREETINGS_TABLE, with the name as its key.
  // #endregion remember
  return { greeting };
}
// #endregion handler
