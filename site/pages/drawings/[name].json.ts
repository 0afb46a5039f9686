import type { APIRoute, GetStaticPaths } from 'astro';
import { diagramSvg } from '../../drawing/diagram-svg.ts';
import { type Language, languages } from '../../i18n/language.ts';
import { translator } from '../../i18n/translate.ts';
import { drawLab } from '../../labs/lab-diagram.ts';
import { allLabs, labHints, labModules } from '../../labs/lab-modules.ts';
import { labTemplates } from '../../labs/lab-templates.ts';
import { labManifest } from '../../labs/labs.ts';
import type { LabDrawings } from '../../tab/panel/drawings.ts';

/** Every stage of a lab as a drawing, for the panel that runs it in the page: `/drawings/leda.vi.json`. */
export const getStaticPaths = (() =>
  allLabs().flatMap(({ id }) =>
    languages.map((language) => ({ params: { name: `${id}.${language}` }, props: { id, language } })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<{ id: string; language: Language }> = async ({ props: { id, language } }) => {
  const { title, stages } = labManifest(id, labModules);
  const [templates, hints, t] = [await labTemplates(id), labHints(id), translator(language)];
  const drawings: LabDrawings = {};
  for (const stage of stages) {
    const { wide, narrow, edges } = await drawLab(id, templates, hints, stage);
    const words = {
      title: `${title[language]} (${t('code.stage', { stage })})`,
      description: t('live.description'),
      language,
    };
    drawings[stage] = {
      wide: diagramSvg(wide, 'wide', { ...words, id: `live-${stage}-wide` }),
      narrow: diagramSvg(narrow, 'narrow', { ...words, id: `live-${stage}-narrow` }),
      edges: Object.fromEntries(edges.map(({ edge }) => [edge.id, edge.reasons.map(({ resource }) => resource)])),
    };
  }
  return new Response(JSON.stringify(drawings), { headers: { 'content-type': 'application/json' } });
};
