/** The labels of the tabs in a rendered set, in order. Throws unless there are two to four. */
export function tabLabels(html: string): string[] {
  const labels = [...html.matchAll(/<div class="tab[^"]*" data-label="([^"]*)"/g)].map(([, label]) => label!);
  if (labels.length < 2 || labels.length > 4) throw new Error(`Tabs holds two to four Tab, not ${labels.length} (${labels.join(', ')})`);
  return labels;
}
