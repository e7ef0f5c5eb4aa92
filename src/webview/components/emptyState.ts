import { html, nothing, type TemplateResult } from 'lit';
import key from '@vscode/codicons/src/icons/key.svg';
import mark from '../../../media/der.svg';
import organization from '@vscode/codicons/src/icons/organization.svg';
import type { ExpertSummary } from '../../der/experts';
import { isBuiltIn } from '../text/expertWords';
import { post } from '../vscodeApi';
import { buttonIcon, icon } from './icon';
import './emptyState.css';

const forTools = ['What is 17 % of 2340?', 'Where does this project read its settings?'];
const forModels = [
  'Write a function that removes duplicates from a list and keeps their order.',
  'What is 17 % of 2340?',
];

/**
 * Before the first question: what this is, and the next thing to do with the experts there are.
 * Undefined while they are still looked for.
 */
export function emptyState(
  experts: readonly ExpertSummary[] | undefined,
  tryQuestion: (text: string) => void,
): TemplateResult {
  const models = experts?.filter((expert) => !isBuiltIn(expert)) ?? [];
  const questions = models.length > 0 ? forModels : experts && experts.length > 0 ? forTools : [];
  return html`
    <section class="empty" aria-label="Getting started">
      ${icon(mark, 'empty-mark')}
      <h2>Ask a team, not one model</h2>
      <p>
        A policy picks who answers first. Each later expert improves on the answer before it, and the chain
        ends as soon as an answer is good enough. You see every step.
      </p>
      ${experts && models.length === 0 ? noModels(experts.length > 0) : nothing}
      ${experts ? nothing : html`<p>Looking for experts …</p>`}
      ${
        questions.length === 0
          ? nothing
          : html`
              <p class="caption">Try a question</p>
              <ul class="questions">
                ${questions.map(
                  (text) =>
                    html`<li><button class="try" @click=${() => tryQuestion(text)}>${text}</button></li>`,
                )}
              </ul>
            `
      }
    </section>
  `;
}

function noModels(hasTools: boolean): TemplateResult {
  return html`
    <div class="first-steps">
      <p>
        ${
          hasTools
            ? html`<b>Only the built-in tools can answer so far.</b> Start Ollama and its models are found, or
                add a model of your own.`
            : html`<b>There is no expert to ask yet.</b> Start Ollama and let its models be found, or add a
                model of your own.`
        }
      </p>
      <vscode-button @click=${() => post({ type: 'command', command: 'configureExperts' })}>
        ${buttonIcon(organization)} Find models
      </vscode-button>
      <vscode-button appearance="secondary" @click=${() => post({ type: 'command', command: 'setApiKey' })}>
        ${buttonIcon(key)} Set an API key
      </vscode-button>
    </div>
  `;
}
