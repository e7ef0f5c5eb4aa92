/** The dashboard as a page without scripts: whatever is shown is text that was escaped. */
import { html } from 'hono/html';
import { skillKinds } from '../../der/core/modelFacts';
import { usdOf } from '../budget/money';
import type { RouteStatistics, Saved } from './statistics';

type Html = ReturnType<typeof html>;

export interface DashboardContent {
  readonly figures: RouteStatistics;
  readonly days: number;
  /** More routes than were read: figures are of the latest. */
  readonly isCut: boolean;
  readonly store: string;
  readonly problem: string | undefined;
  readonly keys: readonly KeyShown[];
  /** Somebody is signed in, and may leave. */
  readonly mayLeave: boolean;
}

/** Money in billionths of a US dollar. */
export interface KeyShown {
  readonly name: string;
  readonly questions: number;
  readonly today: number;
  readonly month: number;
  /** US dollars. */
  readonly perDay: number | undefined;
  readonly perMonth: number | undefined;
}

export const spans = [1, 7, 30] as const;

export function figuresPage(shown: DashboardContent): Html {
  const { figures, days, isCut, store, problem } = shown;
  const span = days === 1 ? 'the last day' : `the last ${days} days`;
  return dashboardPage(
    html`<header>
        <h1>DER</h1>
        <span class="soft"
          >${span} · ${store}${isCut ? ` · the latest ${figures.questions} questions` : ''}</span
        >
        ${navigation(shown)}
      </header>
      ${problem === undefined ? '' : html`<p role="alert">${problem}</p>`} ${tiles(figures)}
      <div class="cards">
        ${savings(figures.saved)} ${byDay(figures)} ${chosen(figures)} ${quality(figures)} ${errors(figures)}
        ${spending(shown.keys)}
      </div>`,
  );
}

/** @param wrong why the last key was not taken */
export function signInPage(wrong?: string): Html {
  return dashboardPage(
    html`<header><h1>DER</h1></header>
      <section>
        <h2>Figures of this server</h2>
        <p class="soft">
          They need a key that may see them:
          <code>npm run serve -- keys add NAME --dashboard --keys FILE</code>.
        </p>
        ${wrong === undefined ? '' : html`<p role="alert">${wrong}</p>`}
        <form method="post" action="/dashboard">
          <label>Key<input type="password" name="key" required autocomplete="off" /></label>
          <button>Show</button>
        </form>
      </section>`,
  );
}

function dashboardPage(body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>DER: figures</title>
        <link rel="stylesheet" href="/dashboard/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
}

function navigation({ days, mayLeave }: DashboardContent): Html {
  const link = (span: number): Html =>
    html`<a href="/dashboard?days=${span}" ${span === days ? html`aria-current="page"` : ''}
      >${span === 1 ? '1 day' : `${span} days`}</a
    >`;
  const leave = html`<form method="post" action="/dashboard/leave"><button>Leave</button></form>`;
  return html`<nav>${spans.map(link)} ${mayLeave ? leave : ''}</nav>`;
}

function tiles({
  questions,
  answered,
  answers,
  quality: mean,
  ups,
  downs,
  usd,
  errors: failed,
}: RouteStatistics): Html {
  const rated = ups + downs;
  const tile = (value: string, words: string): Html => html`<li><strong>${value}</strong>${words}</li>`;
  return html`<ul class="tiles">
    ${tile(whole(answered), `answered of ${whole(questions)} questions`)}
    ${tile(answered > 0 ? (answers / answered).toFixed(1) : '–', 'answers per question')}
    ${tile(mean === undefined ? '–' : percent(mean), 'likely right, by P̂')}
    ${tile(rated > 0 ? percent(ups / rated) : '–', `good, by people (${whole(rated)} said)`)}
    ${tile(dollars(usd), 'spent, as far as prices are known')}
    ${tile(whole(failed.reduce((total, { count }) => total + count, 0)), 'requests without an answer')}
  </ul>`;
}

function savings(saved: Saved | undefined): Html {
  if (!saved)
    return section('What was saved', html`<p class="soft">No question left a choice between models yet.</p>`);
  const { here, largest, everybody, routes } = saved;
  const most = Math.max(here, largest, everybody);
  const bars = [
    ['DER', here, 'own'],
    ['Always the largest', largest, 'other'],
    ['Everybody, each time', everybody, 'other'],
  ] as const;
  const against = (other: number): string => {
    const share = here / other - 1;
    if (Math.abs(share) < 0.01) return 'as much as';
    return share < 0 ? `${percent(-share)} less than` : `${percent(share)} more than`;
  };
  return section(
    'What was saved',
    html`<p>
        Compute: ${against(largest)} always asking the largest, ${against(everybody)} asking everybody.
      </p>
      <table>
        <caption class="soft">
          Billions of parameters asked, in ${whole(routes)} questions that left a choice
        </caption>
        <tbody>
          ${bars.map(
            ([name, value, kind]) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>
                  <svg viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="${kind}" x="0" y="1" height="12" rx="2" width="${(200 * value) / most}" />
                  </svg>
                </td>
                <td>${whole(value)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );
}

function byDay({ days }: RouteStatistics): Html {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return section('Questions by day', html`<p class="soft">None yet.</p>`);
  const most = Math.max(...days.map(({ questions }) => questions));
  const place = (day: string): number => (Date.parse(day) - Date.parse(first.day)) / 86_400_000;
  const step = 300 / Math.max(place(last.day) + 1, 7);
  const bars = days.map(({ day, questions }) => {
    const height = Math.max(1, (50 * questions) / most);
    const x = place(day) * step + 1;
    return html`<rect class="own" x="${x}" y="${52 - height}" width="${step - 2}" height="${height}">
      <title>${day}: ${whole(questions)}</title>
    </rect>`;
  });
  const span = first === last ? first.day : `${first.day} to ${last.day}`;
  const label = `${span}, ${whole(most)} on the busiest day`;
  return section(
    'Questions by day',
    html`<svg viewBox="0 0 300 54" role="img" aria-label="${label}">${bars}</svg>
      <p class="soft">${label}</p>`,
  );
}

function quality({ bins }: RouteStatistics): Html {
  const rows = bins.filter(({ routes }) => routes > 0);
  return section(
    'Quality, by P̂ and by people',
    rows.length === 0
      ? html`<p class="soft">Nothing was judged yet.</p>`
      : table(
          ['P̂', 'Answers', 'Rated', 'Good, by people'],
          rows
            .toReversed()
            .map(({ from, routes, ups, downs }) => [
              `${from.toFixed(1)} – ${(from + 0.1).toFixed(1)}`,
              whole(routes),
              whole(ups + downs),
              ups + downs > 0 ? percent(ups / (ups + downs)) : '–',
            ]),
        ),
  );
}

function chosen({ experts, stops }: RouteStatistics): Html {
  const why = stops.map(([stop, count]) => `${stop.replaceAll('_', ' ')} ${whole(count)}`).join(' · ');
  return section(
    'Who is chosen when',
    experts.length === 0
      ? html`<p class="soft">Nobody answered yet.</p>`
      : html`${table(
            ['Expert', 'First', 'Later', 'Returned', ...skillKinds],
            experts.map(({ expert, first, later, returned, kinds }) => [
              expert,
              ...[first, later, returned, ...skillKinds.map((kind) => kinds[kind])].map(whole),
            ]),
          )}
          <p class="soft">Routes ended: ${why}</p>`,
    'across',
  );
}

function errors({ errors: failed }: RouteStatistics): Html {
  return section(
    'Errors',
    failed.length === 0
      ? html`<p class="soft">None.</p>`
      : table(
          ['Expert', 'Kind', 'Requests'],
          failed.map(({ expert, kind, count }) => [expert, kind.replaceAll('_', ' '), whole(count)]),
        ),
  );
}

function spending(keys: readonly KeyShown[]): Html {
  const of = (nano: number, budget: number | undefined): string =>
    `${dollars(usdOf(nano))}${budget === undefined ? '' : ` of ${dollars(budget)}`}`;
  return section(
    'Spending by key',
    keys.length === 0
      ? html`<p class="soft">Nobody asked yet.</p>`
      : table(
          ['Key', 'Questions', 'Today', 'This month'],
          keys.map(({ name, questions, today, month, perDay, perMonth }) => [
            name === '' ? 'without a key' : name,
            whole(questions),
            of(today, perDay),
            of(month, perMonth),
          ]),
        ),
    'across',
  );
}

function section(title: string, body: Html, width = ''): Html {
  return html`<section class="${width}">
    <h2>${title}</h2>
    ${body}
  </section>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="wide" tabindex="0" role="group" aria-label="${heads[0]}">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...cells]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

function whole(value: number): string {
  return numbers.format(value);
}

/** Rounded down, so that nothing seems better than it is. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

function dollars(usd: number): string {
  return `$${usd > 0 && usd < 1 ? usd.toFixed(4) : usd.toFixed(2)}`;
}
