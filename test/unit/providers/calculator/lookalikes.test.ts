/** What developers type that merely holds numbers: no sum of it is answered. */
import { beforeAll, describe, expect, it } from 'vitest';
import { calculate } from '../../../../src/providers/builtin/calculator';

// Loading mathjs is no part of any one test's time.
beforeAll(() => calculate('1 + 1'));

const code = [
  ...[
    'what does 1 << 3 do in C',
    '1 << 2',
    '1 & 2',
    '1 == 1',
    '1 != 2',
    '5 // 2',
    '[1, 2, 3]',
    '1..10',
    'i++',
  ],
  ...[
    'regex [0-9]+',
    'O(n^2)',
    '2 ^ 3 in C',
    'what is 2 ^ 3 in C',
    '3! in python',
    '1 + 1 in binary',
    '"1" + 1',
  ],
  ...['why is 0.1 + 0.2 not 0.3', '0.1 + 0.2 != 0.3', 'expr 1 + 1', '$((1 + 1))', 'print(1 + 1)', '1 + null'],
  ...[
    'HEAD~2 - HEAD',
    'git reset HEAD~1',
    'chmod 755 - 644',
    'kill -9 1234',
    'errno 2',
    'rgb(1, 2, 3)',
    'n + 1',
  ],
  ...[
    'calc(100% - 50px)',
    '10px + 5px',
    '1fr + 2fr',
    '100vh - 50px',
    '2em + 1',
    'sha256 - sha1',
    'int32 / int64',
  ],
];
const names = [
  ...['port 8080/tcp', '443/tcp', 'ports 80/443', '10.0.0.0/8', '192.168.0.1/24', '127.0.0.1:8080', 'x86-64'],
  ...[
    'version 3.10 vs 3.9',
    '3.10-3.9',
    '1.0-2.0',
    '1.2-3',
    '1.2.3-4',
    'python 3.12 - 3.11',
    'C++ 11',
    'node 18 - 20',
  ],
  ...['ISO-8859-1', 'ISO 8859-1', 'IEEE 754 - 2008', 'RFC 2616 - 7230', '802.11', 'H.264 / 265', 'A4 / A5'],
  ...[
    'issue-123 - 124',
    '#123 - #124',
    'JIRA-123',
    'PR 12/13',
    '123-456',
    '1-800',
    '+49 30 1234',
    '555-1234',
  ],
  ...[
    '5e',
    '2e - 1',
    '3e + 5',
    '16/9 aspect',
    'what is 16/9 aspect ratio',
    '16:9',
    '4x4',
    '1920x1080',
    '1080p - 720p',
  ],
  ...['the difference between 404 and 403', 'what is the difference between 302 and 301?'],
  ...[
    'difference between 5.1 and 5.0',
    'what is the difference between 3.10 and 3.9',
    'difference of 429 and 409',
  ],
];
const phrases = [
  ...[
    '3-2-1 backup rule',
    '12-factor app',
    '2-phase commit',
    '0-1 knapsack',
    '3 + 1 replicas',
    'n+1 problem',
  ],
  ...[
    '10% rollout strategy',
    '10% of users',
    '10 % of the traffic',
    '99.9% uptime',
    'p95 - p99',
    '95% percentile',
  ],
  ...[
    '2024-05-01 logs',
    '2024-05',
    '10:30 - 11:30',
    '10 - 12 am',
    'FY 24/25',
    '2024/25',
    '1999/2000',
    '1914-18',
  ],
  ...[
    'pages 10-20',
    '10-20',
    '1-2',
    '0-1',
    '8000-9000',
    '1,000-2,000',
    '0.5-1',
    '10-20%',
    '10–20 %',
    '9-5',
    '24/7',
  ],
  ...[
    '5-10 s',
    '2-3 days',
    '4-6 weeks',
    '3-5 km',
    '2/3 majority',
    '7/10 would recommend',
    '1 of 5',
    '50 of 100',
  ],
  ...[
    '5 min to read',
    '2 days to go',
    '64 bit',
    '2 vCPU / 4 GB',
    '8 cores / 16 threads',
    '5 req/s',
    '1 in 10',
  ],
];

describe('the calculator takes for no sum', () => {
  it.each([...code, ...names, ...phrases])('%j', async (text) => {
    expect(await calculate(text)).toBeUndefined();
  });
});

describe('the calculator goes on answering what is asked for', () => {
  it.each([
    ['what is 10-20', '-10'],
    ['10-20=', '-10'],
    ['10 - 20', '-10'],
    ['20-10', '10'],
    ['what is 500-123', '377'],
    ['what is 2024-1990', '34'],
    ['38.5 - 9579', '-9540.5'],
    ['what is 38.83-9579?', '-9540.17'],
    ['what is 1.5-0.5', '1'],
    ['1.5*2/3', '1'],
    ['what is 3/4-1/2', '0.25'],
    ['0x2e + 1', '47'],
    ['the difference between 1,000 and 3', '997'],
    ['difference between 10 and 7', '3'],
  ])('%s', async (question, value) => {
    expect((await calculate(question))?.split(' = ').at(-1)).toBe(value);
  });
});
