import { html, nothing, type TemplateResult } from 'lit';
import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import pass from '@vscode/codicons/src/icons/pass-filled.svg';
import stopped from '@vscode/codicons/src/icons/debug-stop.svg';
import { alternatives, type Alternative } from '../../der/alternatives';
import { dollars } from '../../der/dollars';
import type { StopReason } from '../../der/mdp';
import type { Totals } from '../../der/trace';
import { askedOf, type RouteView } from '../state/routeView';
import { count, counted, duration, percent, signed, size } from '../text/numbers';
import { stopWords } from '../text/stopWords';
import { icon } from './icon';
import './outcome.css';

const symbols: Partial<Record<StopReason, string>> = { good_enough: pass, all_failed: error, user: stopped };

/** How the route ended: which answer is the result, why it stopped, what it took in all. */
export function outcome(route: RouteView, goTo: (step: number) => void): TemplateResult | typeof nothing {
  const words = stopWords(route);
  if (!words || !route.end) return nothing;
  const { final, stop, totals, error: broken } = route.end;
  const looks = broken === undefined ? stop : 'all_failed';
  return html`
    <section class="outcome ${looks}" aria-label="Result">
      ${icon(symbols[looks] ?? info, 'outcome-icon')}
      <div>
        <p>
          <b>${words.title}.</b> ${words.reason}
          ${
            final && route.attempts.length > 1
              ? html`<button class="link" @click=${() => goTo(final.step)}>Answer ${final.step + 1}</button>
                  is the result.`
              : nothing
          }
        </p>
        <ul class="usage totals" aria-label="Totals">
          ${totalFacts(totals).map(([text, title]) => html`<li title=${title}>${text}</li>`)}
        </ul>
        ${against(route, totals)}
      </div>
    </section>
  `;
}

/** The route against what could have been done without a policy, each with how that is known. */
function against(route: RouteView, { costB, steps }: Totals): TemplateResult | typeof nothing {
  const asked = steps > 0 ? askedOf(route) : undefined;
  const others = asked && alternatives(asked);
  if (!others) return nothing;
  const { largest, everybody } = others;
  const rows: [name: string, other: Alternative][] = [
    [`always ${largest.experts[0]!.name}, the largest`, largest],
    [`asking all ${everybody.experts.length} experts`, everybody],
  ];
  return html`
    <ul class="against" aria-label="Against other ways to ask">
      ${rows.map(
        ([name, other]) => html`
          <li
            title=${`${size(costB)} against ${size(other.costB)}: parameters of all experts asked, added up`}
          >
            ${lessOrMore(costB, other.costB)} compute than ${name}
            <span class="label" title=${basisWords[other.basis]}>${other.basis}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

const basisWords: Record<Alternative['basis'], string> = {
  measured: 'Each of them answered on this route, so what they take is on record',
  estimated: 'Not asked on this route: computed from the sizes in the pool, one call each',
};

function lessOrMore(costB: number, otherB: number): string {
  if (Math.round((costB / otherB) * 100) === 100) return 'The same';
  return costB < otherB ? `${percent(1 - costB / otherB)} less` : `${percent(costB / otherB - 1)} more`;
}

/** A route that neither runs nor has an end: the editor was closed, or something broke. */
export function interrupted(): TemplateResult {
  return html`
    <section class="outcome user" aria-label="Result">
      ${icon(stopped, 'outcome-icon')}
      <p>
        <b>Interrupted.</b> The route ended before there was a result. What was answered is kept; ask again to
        go on.
      </p>
    </section>
  `;
}

function totalFacts(totals: Totals): [text: string, title: string][] {
  const failed = totals.attempts - totals.steps;
  const facts: [string, string][] = [
    [counted(totals.steps, 'answer'), 'Answers given on this route'],
    [duration(totals.totalMs), 'From the question to the end'],
  ];
  if (failed > 0) facts.splice(1, 0, [`${failed} gave no answer`, 'Requests that gave no answer']);
  if (totals.answerTokens !== undefined)
    facts.push([`${count(totals.answerTokens)} tokens`, 'Of all answers']);
  facts.push([`compute ${size(totals.costB)}`, 'Parameters of all experts asked, added up']);
  const cost = costWords(totals);
  if (cost) facts.push([cost, 'As billed, or computed from known prices']);
  facts.push([`reward ${signed(totals.reward)}`, 'The sum of all reward terms of the route']);
  return facts;
}

function costWords({ usd, usdIncomplete }: Totals): string | undefined {
  if (usdIncomplete) return usd ? `cost at least ${dollars(usd)}` : 'cost unknown';
  if (usd === undefined) return undefined;
  return usd === 0 ? 'no charge' : dollars(usd);
}
