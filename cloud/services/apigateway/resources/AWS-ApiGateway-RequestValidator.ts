import type { ResourceType } from '../../../resource-type.ts';
import { booleanOf, patch } from './values.ts';

interface RequestValidatorProperties {
  RestApiId: string;
  Name?: string;
  ValidateRequestBody?: boolean | string;
  ValidateRequestParameters?: boolean | string;
}

/** CloudFormation Template Reference, AWS::ApiGateway::RequestValidator. Ref is the validator's id. */
export const RequestValidator: ResourceType<RequestValidatorProperties> = {
  type: 'AWS::ApiGateway::RequestValidator',
  properties: { RestApiId: 'replace', Name: 'replace', ValidateRequestBody: 'update', ValidateRequestParameters: 'update' },
  async create({ aws }, { RestApiId, Name, ValidateRequestBody, ValidateRequestParameters }) {
    const { id } = await aws.apigateway.CreateRequestValidator({
      restApiId: RestApiId,
      name: Name,
      validateRequestBody: booleanOf(ValidateRequestBody),
      validateRequestParameters: booleanOf(ValidateRequestParameters),
    });
    return id!;
  },
  async update({ aws }, requestValidatorId, { RestApiId, ValidateRequestBody, ValidateRequestParameters }) {
    const patchOperations = [
      patch('/validateRequestBody', booleanOf(ValidateRequestBody) ?? false),
      patch('/validateRequestParameters', booleanOf(ValidateRequestParameters) ?? false),
    ];
    await aws.apigateway.UpdateRequestValidator({ restApiId: RestApiId, requestValidatorId, patchOperations });
  },
  async delete({ aws }, requestValidatorId, { RestApiId }) {
    await aws.apigateway.DeleteRequestValidator({ restApiId: RestApiId, requestValidatorId });
  },
  async attributes(_, id) {
    return { RequestValidatorId: id };
  },
};
