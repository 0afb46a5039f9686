import { expect, test } from 'vitest';
import { routesOf } from './routes.ts';

test('a REST API’s resources make up its paths, an HTTP API’s routes say theirs', () => {
  const Resources = {
    Orders: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'orders' },
    },
    Order: { Type: 'AWS::ApiGateway::Resource', Properties: { ParentId: { Ref: 'Orders' }, PathPart: '{id}' } },
    GetOrder: { Type: 'AWS::ApiGateway::Method', Properties: { HttpMethod: 'GET', ResourceId: { Ref: 'Order' } } },
    Root: { Type: 'AWS::ApiGateway::Method', Properties: { HttpMethod: 'ANY', ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] } } },
    Post: { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'POST /items/{id}' } },
    Rest: { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: '$default' } },
    Queue: { Type: 'AWS::SQS::Queue' },
  };
  expect(routesOf({ Resources })).toEqual([
    { method: 'GET', path: '/orders/{id}' },
    { method: 'GET', path: '/' },
    { method: 'POST', path: '/items/{id}' },
    { method: 'GET', path: '/' },
  ]);
});
