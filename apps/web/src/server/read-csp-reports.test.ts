import { expect, test } from 'vitest';
import { readCspReports } from './read-csp-reports';

const old = {
  'csp-report': {
    'document-uri': 'https://bots.example.com/sign-in/link?token=hush',
    'effective-directive': 'script-src-elem',
    'blocked-uri': 'https://evil.example/x.js?stolen=1',
  },
};
const modern = {
  type: 'csp-violation',
  body: { documentURL: 'https://bots.example.com/bots', effectiveDirective: 'script-src-elem', blockedURL: 'inline' },
};

test('both formats tell the directive, the origin and the page, and no query', () => {
  expect(readCspReports(JSON.stringify(old))).toEqual([
    { directive: 'script-src-elem', blocked: 'https://evil.example', page: '/sign-in/link' },
  ]);
  expect(readCspReports(JSON.stringify([modern]))).toEqual([
    { directive: 'script-src-elem', blocked: 'inline', page: '/bots' },
  ]);
});

test.each([['nonsense'], ['null'], ['[[[]]]'], ['{"csp-report": 1}'], ['['.repeat(10_000)]])(
  '%.20s is no report',
  (body) => expect(readCspReports(body)).toEqual([]),
);

test('a report is short and there are ten at most', () => {
  const long = { body: { effectiveDirective: 'x'.repeat(5_000) } };
  const read = readCspReports(JSON.stringify(Array.from({ length: 50 }, () => long)));
  expect(read.map((one) => one.directive.length)).toEqual(Array.from({ length: 10 }, () => 200));
});
