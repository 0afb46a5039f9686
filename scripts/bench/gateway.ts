import { localUrl } from '../../cloud/gateway/local-url.ts';
import { labInTest } from '../lab-in-test.ts';
import { type Benchmark, timed } from './benchmark.ts';

/** A request's way through API Gateway to a function and back, in the rest-api lab. */
export const gateway: Benchmark[] = [
  {
    id: 'rest-api-request',
    says: 'POST /hello of the rest-api lab: HTTP request, API Gateway, Lambda (warm) and back, one at a time',
    unit: 'ms',
    async run({ times }) {
      const lab = await labInTest('rest-api');
      try {
        const { outputs } = await lab.deploy();
        const url = Object.values(outputs).find((value) => value.includes('.execute-api.'));
        if (!url) throw new Error(`The rest-api lab has no URL among its outputs: ${Object.keys(outputs).join(', ')}`);
        const hello = `${localUrl(url, lab.cloud.endpoint)}/hello`.replace(/([^:])\/\//g, '$1/');
        const request = async () => {
          const response = await fetch(hello, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Mai"}' });
          const text = await response.text();
          if (!response.ok) throw new Error(`${hello} answered ${response.status}: ${text}`);
        };
        for (let i = 0; i < 50; i++) await request();
        const measured: number[] = [];
        for (let i = 0; i < times * 100; i++) measured.push(await timed(request));
        return measured;
      } finally {
        await lab.close();
      }
    },
  },
];
