import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apiAddress } from './address.ts';
import { localUrl } from './local-url.ts';

const ENDPOINT = 'http://127.0.0.1:4566';

test.each([
  ['https://a1b2c3d4e5.execute-api.ap-southeast-1.amazonaws.com/prod/', `${ENDPOINT}/_aws/execute-api/a1b2c3d4e5/prod/`],
  ['https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/x?y=1#z', `${ENDPOINT}/_aws/execute-api/a1b2c3d4e5/prod/x?y=1#z`],
  ['https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com', `${ENDPOINT}/_aws/execute-api/a1b2c3d4e5/`],
  ['https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com?x=1', `${ENDPOINT}/_aws/execute-api/a1b2c3d4e5/?x=1`],
  ['https://abcdefg.lambda-url.eu-west-1.on.aws/', `${ENDPOINT}/_aws/lambda-url/abcdefg/`],
  ['http://my.shop.s3-website-ap-southeast-1.amazonaws.com', `${ENDPOINT}/_aws/s3-website/my.shop/`],
  ['http://shop.s3-website.eu-central-1.amazonaws.com/a?b', `${ENDPOINT}/_aws/s3-website/shop/a?b`],
  ['https://d111111abcdef8.cloudfront.net/en/', `${ENDPOINT}/_aws/cloudfront/d111111abcdef8/en/`],
])('%s is reached under %s', (url, local) => {
  expect(localUrl(url, ENDPOINT)).toBe(local);
  expect(localUrl(url, `${ENDPOINT}/`)).toBe(local);
});

test.each([
  'https://example.com/prod',
  'http://127.0.0.1:4566/_aws/execute-api/a1/prod',
  'https://a1.execute-api.us-east-1.amazonaws.com.evil.com/',
  'not a url',
  '',
])('"%s" stays as it is', (url) => {
  expect(localUrl(url, ENDPOINT)).toBe(url);
});

test('the local URL leads to the API and the path of the original', () => {
  const id = fc.stringMatching(/^[a-z0-9]{10}$/);
  fc.assert(
    fc.property(id, fc.webPath(), (apiId, path) => {
      const { pathname } = new URL(localUrl(`https://${apiId}.execute-api.us-east-1.amazonaws.com/prod${path}`, ENDPOINT));
      const wanted = new URL(`https://x/prod${path}`).pathname;
      expect(apiAddress({ path: pathname, headers: { host: '127.0.0.1:4566' } })).toEqual({ apiId, path: wanted });
    }),
  );
});

test.each([
  ['a1b2.execute-api.localhost:4566', '/prod/x', { apiId: 'a1b2', path: '/prod/x' }],
  ['a1b2.execute-api.us-east-1.localhost:4566', '/prod/x', { apiId: 'a1b2', path: '/prod/x' }],
  ['a1b2.execute-api.us-east-1.amazonaws.com', '/', { apiId: 'a1b2', path: '/' }],
  ['127.0.0.1', '/_aws/execute-api/a1b2', { apiId: 'a1b2', path: '/' }],
  ['127.0.0.1', '/_aws/execute-apis/a1b2', undefined],
  ['127.0.0.1', '/restapis/a1b2', undefined],
  ['a1b2.execute-api.us-east-1.evil.com', '/', undefined],
])('host %s, path %s', (host, path, address) => {
  expect(apiAddress({ path, headers: { host } })).toEqual(address);
});
