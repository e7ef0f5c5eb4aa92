import { html, nothing, type TemplateResult } from 'lit';
import { t } from '@vscode/l10n';
import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import pass from '@vscode/codicons/src/icons/pass-filled.svg';
import stopped from '@vscode/codicons/src/icons/debug-stop.svg';
import { askedOf, type AttemptView, type RouteView } from './routeView';
import { amountWords, comparedWords, totalWords } from '../knobs/costText';
import { counted, dollars, duration, signed } from '../elements/numbers';
import { sentence } from '../elements/sentence';
import { disclosure } from '../elements/disclosure';
import { failure } from './failure';
import { stopWords } from './stopReasonText';
import { icon } from '../elements/icon';
import './outcome.css';
import {
  type Alternative,
  type CostUnit,
  type StopReason,
  type Totals,
  alternatives,
  unitOf,
} from '../protocol';

const symbols: Partial<Record<StopReason, string>> = { good_enough: pass, all_failed: error, user: stopped };

/**
 * How the route ended: which answer is the result, why it stopped, what it took in all.
 * @param passed tools that had nothing to say, where the chain does not show them
 */
export function outcome(
  route: RouteView,
  passed: readonly AttemptView[],
  goTo: (step: number) => void,
): TemplateResult | typeof nothing {
  const words = stopWords(route);
  if (!words || !route.end) return nothing;
  const { final, stop, totals, error: broken } = route.end;
  const looks = broken === undefined ? stop : 'all_failed';
  const unit = unitOf([...route.experts.values()]);
  return html`
    <section class="outcome ${looks}" aria-label=${t('Result')}>
      ${icon(symbols[looks] ?? info, 'outcome-icon')}
      <div>
        <p>
          <b>${words.title}.</b> ${words.reason}
          ${
            final && route.attempts.length > 1
              ? sentence(
                  t('{0} is the result.'),
                  html`<button class="link" @click=${() => goTo(final.step)}>
                    ${t('Answer {0}', final.step + 1)}
                  </button>`,
                )
              : nothing
          }
        </p>
        <ul class="usage totals" aria-label=${t('Totals')}>
          ${totalFacts(totals, unit).map(([text, title]) => html`<li title=${title}>${text}</li>`)}
        </ul>
        ${against(route, totals, unit)} ${passed.length > 0 ? whoPassed(passed) : nothing}
      </div>
    </section>
  `;
}

function whoPassed(passed: readonly AttemptView[]): TemplateResult {
  return disclosure(
    'turn-details',
    html`<span class="muted">${t('Details')}</span>`,
    html`${passed.map((attempt) => (attempt.outcome?.type === 'failed' ? failure(attempt, attempt.outcome, nothing) : nothing))}`,
  );
}

/** The route against what could have been done without a policy, each with how that is known. */
function against(
  route: RouteView,
  { costB, steps }: Totals,
  unit: CostUnit,
): TemplateResult | typeof nothing {
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

/** A route that neither runs nor has an end: the editor was closed, or something broke. */
export function interrupted(): TemplateResult {
  return html`
    <section class="outcome user" aria-label=${t('Result')}>
      ${icon(stopped, 'outcome-icon')}
      <p>
        <b>${t('Interrupted.')}</b>
        ${t('The route ended before there was a result. What was answered is kept; ask again to go on.')}
      </p>
    </section>
  `;
}

function totalFacts(totals: Totals, unit: CostUnit): [text: string, title: string][] {
  const failed = totals.attempts - totals.steps;
  const facts: [string, string][] = [
    [counted(totals.steps, 'answer'), t('Answers given on this route')],
    [duration(totals.totalMs), t('From the question to the end')],
  ];
  if (failed > 0) facts.splice(1, 0, [t('{0} gave no answer', failed), t('Requests that gave no answer')]);
  if (totals.answerTokens !== undefined)
    facts.push([counted(totals.answerTokens, 'token'), t('Of all answers')]);
  facts.push(totalWords(totals.costB, unit));
  const cost = costWords(totals);
  if (cost) facts.push([cost, t('As billed, or computed from known prices')]);
  facts.push([t('reward {0}', signed(totals.reward)), t('The sum of all reward terms of the route')]);
  return facts;
}

function costWords({ usd, usdIncomplete }: Totals): string | undefined {
  if (usdIncomplete) return usd ? t('cost at least {0}', dollars(usd)) : t('cost unknown');
  if (usd === undefined) return undefined;
  return usd === 0 ? t('no charge') : dollars(usd);
}
