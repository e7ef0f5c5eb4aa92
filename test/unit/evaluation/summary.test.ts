/** Results of several sources stand side by side, and say of which code, data and networks they are. */
import { cp, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { provenance } from '../../../src/lab/commands/provenance';
import type { TerminatorReport } from '../../../src/lab/evaluation/report';
import { summaryOf } from '../../../src/lab/studies/summary';
import { tinyRows, writeSource } from '../data/support';
import { evaluated } from './support';

const judged: TerminatorReport = {
  ...{ rows: 40, auc: 0.81234, ece: 0.05, brier: 0.2, auc_ci95: [0.7, 0.9], concordance: null },
  ...{ auc_within_expert_and_domain: 0.7, auc_within_ci95: null, auc_base_rate: 0.6, auc_belief: 0.8 },
  auc_above_base_rate: { mean: 0.2, ci95: [0.1, 0.3] },
  auc_above_belief: null,
  by_kind: { short: { rows: 40, auc: 0.81234, ece: 0.05, brier: 0.2 } },
  ...{ by_domain: {}, by_expert: {}, by_answers_seen: {}, bins: [] },
};

it('has a row for each source and one for all together, with a dash for what is not known', async () => {
  const { report } = await evaluated();
  const summary = summaryOf([{ report: { ...report, terminator: judged } }], judged);
  const [terminator, kinds] = summary;
  expect(terminator!.rows.map(([source]) => source)).toEqual([report.data, 'all']);
  expect(terminator!.rows[0]).toHaveLength(terminator!.head.length);
  expect(terminator!.rows[0]).toEqual([
    ...[report.data, report.n, 40, '0.812', '0.700 … 0.900', '0.700', ''],
    ...['0.200', '0.100 … 0.300', '–', '', '–', '0.050', '0.200'],
  ]);
  expect(kinds!.rows[0]).toEqual([report.data, 'short', 40, '0.812', '0.050', '0.200']);
});

it('leaves a source out whose Terminator was not measured', async () => {
  const { report } = await evaluated();
  expect(summaryOf([{ report: { ...report, terminator: { skipped: 'untrained' } } }])[0]!.rows).toEqual([]);
});

it('names the same files alike wherever they lie, and others otherwise', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'der-data-'));
  await rename(await writeSource(tinyRows()), join(folder, 'own'));
  const copy = await mkdtemp(join(tmpdir(), 'der-data-'));
  await cp(folder, copy, { recursive: true });
  const models = new URL('../../../models', import.meta.url).pathname;
  const of = (data: string) => provenance({ data, models });
  expect(await provenance({ data: folder, models: undefined })).not.toContain('networks');
  expect(await of(folder)).toMatch(
    /^Of version \d+\.\d+\.\d+\S*(, commit [0-9a-f]{12}( with changes)?)?, data [0-9a-f]{12}, networks [0-9a-f]{12}\.$/,
  );
  expect(await of(copy)).toBe(await of(folder));
  await writeFile(join(copy, 'own', 'experts.json'), '[]');
  expect(await of(copy)).not.toBe(await of(folder));
});
