import { type Family, type Flow, folded, type Look, node, type ResourceView, same } from '../family.ts';
import { at, references, textOf } from '../template.ts';

export const apiGateway: Family = {
  'AWS::ApiGateway::RestApi': node('REST API', 'REST API', 'AmazonAPIGateway', { declared: true }),
  'AWS::ApiGateway::Method': folded(['RestApiId'], 'it is an arrow', { flows: method }),
  'AWS::ApiGateway::Resource': folded(['RestApiId'], 'a path of the API'),
  'AWS::ApiGateway::Deployment': folded(['RestApiId'], 'a state of the API'),
  'AWS::ApiGateway::Stage': folded(['RestApiId'], 'a place where the API is served', {
    flows: (stage) => accessLog(stage, 'AccessLogSetting.DestinationArn', references(stage.properties.RestApiId)[0]),
  }),
  'AWS::ApiGateway::Account': folded([], 'a setting of the region'),
  'AWS::ApiGateway::Authorizer': folded(['RestApiId'], 'it is an arrow', {
    flows: (authorizer) => {
      const [api] = references(authorizer.properties.RestApiId);
      const asked = [...references(authorizer.properties.AuthorizerUri), ...references(authorizer.properties.ProviderARNs)];
      return api ? asked.map((to) => ({ from: api, to, kind: 'invoke', label: ask, resource: authorizer.id })) : [];
    },
  }),
  'AWS::ApiGateway::Model': folded(['RestApiId'], 'a rule of the API'),
  'AWS::ApiGateway::RequestValidator': folded(['RestApiId'], 'a rule of the API'),
  'AWS::ApiGateway::GatewayResponse': folded(['RestApiId'], 'a rule of the API'),
  'AWS::ApiGateway::UsagePlan': folded(['ApiStages.ApiId'], 'a rule of the API'),
  'AWS::ApiGateway::UsagePlanKey': folded([], 'a rule of the API'),
  'AWS::ApiGateway::ApiKey': folded([], 'a rule of the API'),
  'AWS::ApiGateway::BasePathMapping': folded(['RestApiId'], 'a name of the API'),
  'AWS::ApiGateway::DomainName': folded([], 'a name of the API'),
  'AWS::ApiGatewayV2::Api': node('HTTP API', 'HTTP API', 'AmazonAPIGateway', { declared: true }),
  'AWS::ApiGatewayV2::Integration': folded(['ApiId'], 'it is an arrow', { flows: integration }),
  'AWS::ApiGatewayV2::Route': folded(['ApiId'], 'a path of the API'),
  'AWS::ApiGatewayV2::Stage': folded(['ApiId'], 'a place where the API is served', {
    flows: (stage) => accessLog(stage, 'AccessLogSettings.DestinationArn', references(stage.properties.ApiId)[0]),
  }),
  'AWS::ApiGatewayV2::Deployment': folded(['ApiId'], 'a state of the API'),
  'AWS::ApiGatewayV2::Authorizer': folded(['ApiId'], 'it is an arrow', {
    flows: (authorizer) => {
      const [api] = references(authorizer.properties.ApiId);
      const asked = [
        ...references(authorizer.properties.AuthorizerUri),
        ...at(authorizer.properties, 'JwtConfiguration.Issuer').flatMap(references),
      ];
      return api ? asked.map((to) => ({ from: api, to, kind: 'invoke', label: ask, resource: authorizer.id })) : [];
    },
  }),
  'AWS::ApiGatewayV2::ApiMapping': folded(['ApiId'], 'a name of the API'),
  'AWS::ApiGatewayV2::DomainName': folded([], 'a name of the API'),
};

const ask = { vi: 'hỏi quyền', en: 'may they?' };

function method({ id, properties }: ResourceView): Flow[] {
  const [api] = references(properties.RestApiId);
  if (!api) return [];
  const called = at(properties, 'Integration.Uri').flatMap(references);
  return called.map((to) => ({ from: api, to, kind: 'invoke', label: same(textOf(properties.HttpMethod)), resource: id }));
}

/** The routes that lead to an integration are its label. */
function integration({ id, properties }: ResourceView, { all }: Look): Flow[] {
  const [api] = references(properties.ApiId);
  if (!api) return [];
  const routes = all.filter(({ type, properties: route }) => type === 'AWS::ApiGatewayV2::Route' && references(route.Target).includes(id));
  const label = same(routes.map(({ properties: route }) => textOf(route.RouteKey).split(' ')[0]).join(', '));
  const called = [...references(properties.IntegrationUri), ...references(properties.RequestParameters)];
  return called.map((to) => ({ from: api, to, kind: 'invoke', label, resource: id }));
}

function accessLog({ id, properties }: ResourceView, path: string, api: string | undefined): Flow[] {
  const logs = at(properties, path).flatMap(references);
  return api ? logs.map((to) => ({ from: api, to, kind: 'write', label: { vi: 'log truy cập', en: 'access log' }, resource: id })) : [];
}
