import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import pass from '@vscode/codicons/src/icons/pass-filled.svg';
import stopped from '@vscode/codicons/src/icons/debug-stop.svg';
import { barredWords } from './barred';
import { consentActions } from './consent';
import { askedOf, type AttemptView, type RouteView } from './routeView';
import { amountWords, comparedWords } from '../knobs/costText';
import { sentence } from '../elements/sentence';
import { disclosure } from '../elements/disclosure';
import { failure } from './failure';
import { stopReasonText } from './stopReasonText';
import { totalFacts, type Fact } from './totals';
import { icon } from '../elements/icon';
import { post } from '../vscodeApi';
import './outcome.css';
import {
  type Alternative,
  type ExpertSummary,
  type FromPanel,
  type StopReason,
  type Totals,
  alternatives,
  unitOf,
} from '../protocol';

const symbols: Partial<Record<StopReason, string>> = { good_enough: pass, all_failed: error, user: stopped };

/** Ends of which there is nothing to do: why is told in the details. */
const asIntended: ReadonlySet<StopReason> = new Set(['good_enough', 'not_worth_it', 'max_steps']);

export interface OutcomeOptions {
  /** Tools that had nothing to say, where the chain does not show them. */
  readonly passed: readonly AttemptView[];
  /** Models that could have answered, had they been allowed to see text of the workspace. */
  readonly barred: readonly ExpertSummary[];
  readonly busy: boolean;
  /** Details are open from the start. */
  readonly showDetails: boolean;
  goTo(step: number): void;
}

/** How the route ended: why, which answer is the result, and what it took on one line; the rest in details. */
export function outcome(route: RouteView, options: OutcomeOptions): TemplateResult | typeof nothing {
  const words = stopReasonText(route);
  if (!words || !route.end) return nothing;
  const { final, stop, error: broken } = route.end;
  const looks = broken === undefined ? stop : 'all_failed';
  const { barred } = options;
  const facts = totalFacts(route, route.end);
  return html`
    <section class="outcome ${looks}" aria-label=${t('Result')}>
      ${icon(symbols[looks] ?? info, 'outcome-icon')}
      <div>
        <p>
          <b>${barred.length > 0 ? barredWords(barred) : words.title}.</b>
          ${asIntended.has(looks) || barred.length > 0 ? nothing : words.reason}
          ${
            final && route.attempts.length > options.passed.length + 1
              ? sentence(
                  t('{0} is the result.'),
                  html`<button class="link" @click=${() => options.goTo(final.step)}>
                    ${t('Answer {0}', final.step + 1)}
                  </button>`,
                )
              : nothing
          }
        </p>
        ${barred.length > 0 ? consentActions(route, barred, options.busy) : nothing}
        ${factList(facts.line, t('Totals'))}
        ${disclosure(
          'turn-details',
          html`<span class="muted">${t('Details')}</span>`,
          html`
            ${asIntended.has(looks) || barred.length > 0 ? html`<p>${words.reason}</p>` : nothing}
            ${factList(facts.rest, t('Further totals'))} ${against(route, route.end.totals)}
            ${options.passed.map(({ outcome: failed, ...attempt }) =>
              failed?.type === 'failed' ? failure(attempt, failed, nothing) : nothing,
            )}
          `,
          { open: options.showDetails },
        )}
      </div>
    </section>
  `;
}

function factList(facts: readonly Fact[], label: string): TemplateResult {
  return html`<ul class="usage totals" aria-label=${label}>
    ${facts.map(([text, title]) => html`<li title=${title}>${text}</li>`)}
  </ul>`;
}

/** The route against what could have been done without a policy, each with how that is known. */
function against(route: RouteView, { costB, steps }: Totals): TemplateResult | typeof nothing {
  const unit = unitOf([...route.experts.values()]);
  const asked = steps > 0 ? askedOf(route) : undefined;
  const others = asked && alternatives(asked);
  if (!others) return nothing;
  const { largest, everybody } = others;
  const rows: [name: string, other: Alternative][] = [
    [t('always {0}, the largest', largest.experts[0]!.name), largest],
    [t('asking all {0} experts', everybody.experts.length), everybody],
  ];
  return html`
    <ul class="against" aria-label=${t('Against other ways to ask')}>
      ${rows.map(
        ([name, other]) => html`
          <li
            title=${t('{0} against {1}, all experts asked added up', amountWords(costB, unit), amountWords(other.costB, unit))}
          >
            ${comparedWords(costB, other.costB, name, unit)}
            <span class="label" title=${t(basisWords[other.basis])}>${t(other.basis)}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

const basisWords = {
  measured: 'Each of them answered on this route, so what they take is on record',
  estimated: 'Not asked on this route: computed from what the pool says of them, one call each',
} as const satisfies Record<Alternative['basis'], string>;

/** A route that neither runs nor has an end: the window was closed or loaded anew, or something broke. */
export function interrupted({ id, attempts }: RouteView, busy: boolean): TemplateResult {
  const last = attempts.findLast(({ judged }) => judged !== undefined);
  const goesOn: FromPanel = last
    ? { type: 'goOn', route: id, step: last.step }
    : { type: 'again', route: id };
  return html`
    <section class="outcome user" aria-label=${t('Result')}>
      ${icon(stopped, 'outcome-icon')}
      <p>
        <b>${t('Interrupted.')}</b>
        ${
          last
            ? t('The window was reloaded, or the editor ended; what was answered is kept.')
            : t('The window was reloaded, or the editor ended, before anybody had answered.')
        }
        <button class="link" ?disabled=${busy} @click=${() => post(goesOn)}>${t('Go on')}</button>
      </p>
    </section>
  `;
}
