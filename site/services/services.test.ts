import { expect, test } from 'vitest';
import type { Chapter } from '../chapters/chapter.ts';
import { awsIcon } from '../drawing/aws-icon.ts';
import { allLabs } from '../labs/lab-modules.ts';
import { serviceOf, services } from './services.ts';
import { whereUsed } from './where-used.ts';

test('every service of a lab is described', () => {
  expect([...new Set(allLabs().flatMap((lab) => lab.services))].filter((service) => !services[service])).toEqual([]);
});

test('every service has a picture, whole sentences in both languages, and a guide of AWS', () => {
  for (const { name, icon, what, price, docs } of Object.values(services)) {
    expect(awsIcon(icon), name).toContain('<');
    for (const text of [what.vi, what.en, price.vi, price.en]) expect(text, name).toMatch(/^[\p{Lu}\d].*\.$/su);
    expect(docs, name).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
  expect(() => serviceOf('lamda')).toThrow('has no service "lamda". It has: apigateway, ');
});

test('a service is used where a lab of it begins, not on every page of that lab', () => {
  const page = (key: string, lab: string | undefined, parents: Chapter[] = []) => ({ key, data: { lab }, parents }) as unknown as Chapter;
  const leda = page('leda', 'leda');
  const chapters = [page('home', undefined), leda, page('leda/connect', 'leda', [leda]), page('s3', 's3-trigger')];
  const labs: Record<string, string[]> = { leda: ['kinesis', 'lambda'], 's3-trigger': ['s3', 'lambda'] };
  expect(whereUsed('lambda', chapters, (lab) => labs[lab]!).map(({ key }) => key)).toEqual(['leda', 's3']);
  expect(whereUsed('kinesis', chapters, (lab) => labs[lab]!).map(({ key }) => key)).toEqual(['leda']);
});
