/// <reference types="astro/client" />

declare namespace App {
  /** What every component of a page may ask. Set once, by the layout's page, before anything is rendered. */
  interface Locals {
    reading: import('./chapters/reading.ts').Reading;
  }
}

/** Components may be named in a list of TypeScript (site/components/in-pages.ts). */
declare module '*.astro' {
  const Component: import('astro/runtime/server/index.js').AstroComponentFactory;
  // biome-ignore lint/style/noDefaultExport: what an .astro file is.
  export default Component;
}
