import type { Tagging } from '../../tagging.ts';
import type { HttpApisState } from './state.ts';

/** HTTP APIs and their stages, in the tagging API. */
export const tagging: Tagging<HttpApisState> = {
  *list({ apis }, { region }) {
    for (const [id, { api, stages }] of apis) {
      const arn = `arn:aws:apigateway:${region}::/apis/${id}`;
      yield { arn, tags: Object.entries(api.Tags ?? {}), type: 'apis' };
      for (const [name, { Tags = {} }] of stages) yield { arn: `${arn}/stages/${name}`, tags: Object.entries(Tags), type: 'apis/stages' };
    }
  },
  owns: (arn) => /^arn:aws:apigateway:[^:]*::\/apis\//.test(arn),
  tag: ({ apigatewayv2 }, ResourceArn, Tags) => apigatewayv2.TagResource({ ResourceArn, Tags }),
  untag: ({ apigatewayv2 }, ResourceArn, TagKeys) => apigatewayv2.UntagResource({ ResourceArn, TagKeys }),
};
