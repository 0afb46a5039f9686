/** Stands for the `yaml` package in the page: templates are JSON there, as CDK writes them. */
export function parseDocument(): never {
  throw new Error('Templates in YAML are not read in the page; JSON is.');
}
