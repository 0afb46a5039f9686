/** Where the browser keeps what a lab has deployed in the page: the name of an IndexedDB database. */
export const databaseOf = (lab: string) => `xuong-may/${lab}`;
