import type { Language } from '../../i18n/language.ts';
import type { PanelContext } from './context.ts';
import { controls } from './controls.ts';
import { el } from './dom.ts';
import { loadDrawings } from './drawings.ts';
import { dress } from './dress.ts';
import { liveDiagram } from './live-diagram.ts';
import { lacking, oldest } from './needs.ts';
import { results } from './results.ts';
import { OpenElsewhere, Runner } from './runner.ts';
import { tabList } from './tabs.ts';
import { viewsOf } from './views/views.ts';
import { loadWords } from './words.ts';

/** Opens a lab where the page has left room for it. */
export async function openPanel(place: HTMLElement, lab: string, language: Language): Promise<void> {
  const t = await loadWords(language);
  const missing = lacking();
  if (missing.length > 0) {
    const what = missing.map(({ what }) => t(what)).join(', ');
    place.replaceChildren(el('p', { role: 'alert' }, t('needs.lacking', { what, ...oldest() })));
    return;
  }
  dress();
  const opening = el('p', { class: 'none', role: 'status' }, t('opening'));
  place.replaceChildren(opening);
  try {
    const [runner, drawings] = await Promise.all([Runner.open(lab), loadDrawings(lab, language)]);
    const context: PanelContext = { runner, t, language, say: (text) => text[language] };
    place.replaceChildren(
      controls(context),
      liveDiagram(context, drawings),
      results(context),
      tabList(
        t('tabs'),
        viewsOf(context, () => openPanel(place, lab, language)),
      ),
    );
  } catch (error) {
    if (!(error instanceof OpenElsewhere)) throw error;
    opening.textContent = t('elsewhere.open');
  }
}
