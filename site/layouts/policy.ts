const rules: Readonly<Record<string, string>> = {
  // Reason: Firefox fetches the page that a `rel="next"` names ahead, and this is the rule that it asks.
  'default-src': "'self'",
  // The search engine is WebAssembly; what functions of a lab are made of comes as blobs.
  'script-src': "'self' 'wasm-unsafe-eval' blob:",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'frame-src': "'none'",
  'manifest-src': "'none'",
  'media-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** What the pages may do: nothing inline, nothing from elsewhere. It stands in every page, so that it holds on any host. */
export const policy = Object.entries(rules)
  .map(([rule, sources]) => `${rule} ${sources}`)
  .join('; ');
