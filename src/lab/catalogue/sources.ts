/** Where the catalogue's facts come from. */
import type { CatalogueSource } from '../../providers/catalogue/catalogue';

export const catalogueSources: readonly CatalogueSource[] = [
  {
    name: 'models.dev',
    url: 'https://github.com/anomalyco/models.dev',
    version: 'f3fc6922',
    date: '2026-06',
    licence: 'MIT',
    gives:
      'release, family, context, output limit, images, thinking, prices; the day of each offer stands in its row',
  },
  {
    name: 'model cards',
    url: 'src/lab/catalogue/cards.csv, with an address for each',
    version: '',
    date: '2026-11',
    licence: 'facts',
    gives: 'release, parameters and what a model was made for, where models.dev does not say',
  },
  {
    name: 'Aider edit and polyglot leaderboards',
    url: 'https://github.com/Aider-AI/aider',
    version: '5dc9490b',
    date: '2025-10',
    licence: 'Apache-2.0',
    gives: 'standings, together with LiveBench: what was fitted, not the results',
  },
  {
    name: 'LiveBench',
    url: 'https://github.com/LiveBench/livebench.github.io',
    version: '4bf96c8d',
    date: '2026-01',
    licence: 'none stated',
    gives: 'standings, together with Aider: what was fitted, not the results',
  },
];
