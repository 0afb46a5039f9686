/// <reference types="astro/client" />

declare namespace App {
  /** What every component of a page may ask. Set once, by the layout's page, before anything is rendered. */
  interface Locals {
    reading: import('./chapters/reading.ts').Reading;
  }
}
