/** `npm run catalogue -- --data DIR`: makes the catalogue of known models, and the prior of skill from it. */
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fromWhereCalled, root, shippedModels } from '../../cli/places';
import { command, printMessage } from '../../cli/terminal/command';
import { exitCodes } from '../../cli/terminal/commandLine';
import { namesOf } from '../../cli/terminal/options';
import { Catalogue, modelRow, type CatalogueData } from '../../providers/catalogue/catalogue';
import { readManifest } from '../../der/networks/models';
import { replaceFiles } from '../../learn/replaceFiles';
import { assembleFacts, assembleOffers } from '../catalogue/assemble';
import { readCsv, type CsvRow } from '../catalogue/csv';
import { PriorFit } from '../catalogue/fitPrior';
import { groupBy } from '../catalogue/groupBy';
import {
  correlations,
  leaveOneOut,
  standingOf,
  varianceOf,
  type Correlations,
} from '../catalogue/leaveOneOut';
import { priorModel } from '../catalogue/priorModel';
import { publicResults, recordedResults, type CatalogueResult } from '../catalogue/results';
import { catalogueSources } from '../catalogue/sources';
import { chosenSources, readSource } from '../data/source';

/** @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return command('catalogue', args, (program, ends) =>
    program
      .description(
        'Makes src/providers/catalogue/models.json, the facts of known models, their prices and limits, from DIR/public-results/models.csv and the model cards in src/lab/catalogue/cards.csv; and models/prior.json, what is expected of experts that nobody has measured, fitted on all sources of DIR and DIR/public-results/results.csv. Prints how well experts are told apart by a fit without them, and how good the one is that it takes for the ablest of six, over 500 drawn pools of each source.',
      )
      .requiredOption('--data <DIR>', 'the folder that holds the sources and public-results/')
      .option('--without <a,b>', 'sources that the prior is not fitted on', namesOf, [])
      .option('--out <DIR>', 'where both files go instead')
      .addHelpText('after', exitCodes)
      .action(
        ends(async ({ data, without, out }) => {
          const into = out === undefined ? undefined : fromWhereCalled(out);
          if (into !== undefined) await mkdir(into, { recursive: true });
          await make(fromWhereCalled(data), without, {
            catalogue: join(into ?? join(root, 'src/providers/catalogue'), 'models.json'),
            prior: join(into ?? shippedModels, 'prior.json'),
          });
          return 0;
        }),
      ),
  );
}

async function make(
  data: string,
  without: readonly string[],
  into: { readonly catalogue: string; readonly prior: string },
): Promise<void> {
  const offered = await table(join(data, 'public-results/models.csv'));
  const facts = assembleFacts(offered, await table(join(root, 'src/lab/catalogue/cards.csv')));
  const bare = { sources: catalogueSources, models: facts.map(modelRow), offers: assembleOffers(offered) };

  const found = await results(data, without, new Catalogue(bare));
  const fit = new PriorFit(found);
  const all = fit.without();
  const { skill } = await readManifest(shippedModels);
  const left = leaveOneOut(fit, found, skill);
  const publicly = groupBy(
    found.filter(({ expert }) => expert === undefined),
    ({ model }) => model,
  );
  const models = facts.map((one) => {
    const own = publicly.get(one.name);
    return modelRow(own ? { ...one, standing: standingOf(fit, own, all) } : one);
  });
  const catalogue: CatalogueData = { ...bare, models };
  const prior = { fittedOn: fittedOn(found), ...priorModel(all, found, skill, varianceOf(left)) };
  await replaceFiles(
    new Map([
      [into.catalogue, `${JSON.stringify(catalogue, null, 2)}\n`],
      [into.prior, `${JSON.stringify(prior, null, 2)}\n`],
    ]),
  );
  process.stdout.write(markdown(correlations(left)));
  printMessage(`Written: ${into.catalogue} (${models.length} models) and ${into.prior}.`);
}

async function table(path: string): Promise<CsvRow[]> {
  return readCsv(await readFile(path, 'utf8'), path);
}

async function results(
  data: string,
  without: readonly string[],
  catalogue: Catalogue,
): Promise<CatalogueResult[]> {
  const found = publicResults(await table(join(data, 'public-results/results.csv')), catalogue);
  for (const folder of await chosenSources(data)) {
    if (without.includes(basename(folder))) continue;
    printMessage(`Reading ${basename(folder)} …`);
    found.push(...recordedResults(await readSource(folder), catalogue));
  }
  return found;
}

/** What the prior was fitted on, for people: experts of each recorded source, models of each public table. */
function fittedOn(found: readonly CatalogueResult[]): Record<string, number> {
  return Object.fromEntries(
    [...groupBy(found, ({ table: name }) => name)].map(([name, rows]) => [name, rows.length]),
  );
}

function markdown(rows: readonly Correlations[]): string {
  const lines = rows.map(
    ({ table: name, experts, known, prior, bySize, pools }) =>
      `| ${[name, experts, known, ...[bySize, prior, pools.random, pools.bySize, pools.prior, pools.best].map(shown)].join(' | ')} |\n`,
  );
  const heading =
    '| source | experts | known | rank correlation by size or price | by prior | quality in pools of six: anybody | ablest by size or price | by prior | ablest |';
  return `${heading}\n| --- |${' ---: |'.repeat(8)}\n${lines.join('')}`;
}

function shown(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : 'all alike';
}
