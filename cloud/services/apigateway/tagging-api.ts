import type { Tagging } from '../../tagging.ts';
import type { RestApisState } from './state.ts';

/** REST APIs, their stages, API keys and usage plans, in the tagging API. */
export const tagging: Tagging<RestApisState> = {
  *list({ apis, keys, plans }, { region }) {
    const resource = (path: string, tags: Record<string, string> | undefined) => ({
      arn: `arn:aws:apigateway:${region}::/${path}`,
      tags: Object.entries(tags ?? {}),
      type: path.includes('/stages/') ? 'restapis/stages' : path.split('/')[0]!,
    });
    for (const [id, { api, stages }] of apis) {
      yield resource(`restapis/${id}`, api.tags);
      for (const [name, stage] of stages) yield resource(`restapis/${id}/stages/${name}`, stage.tags);
    }
    for (const [id, key] of keys) yield resource(`apikeys/${id}`, key.tags);
    for (const [id, { plan }] of plans) yield resource(`usageplans/${id}`, plan.tags);
  },
  owns: (arn) => /^arn:aws:apigateway:[^:]*::\/(restapis|apikeys|usageplans)\//.test(arn),
  tag: ({ apigateway }, resourceArn, tags) => apigateway.TagResource({ resourceArn, tags }),
  untag: ({ apigateway }, resourceArn, tagKeys) => apigateway.UntagResource({ resourceArn, tagKeys }),
};
