/** What was found, as Markdown to read and to hand on. */
import { duration, size } from '../../der/core/format';
import type { Expert } from '../../der/core/experts';
import type { CheckResult } from './check';

export interface DiagnosedExpert {
  readonly expert: Expert;
  readonly result: CheckResult;
}

export interface Findings {
  /** In pairs of a name and what was found. */
  readonly machine: readonly (readonly [string, string])[];
  readonly networks: readonly (readonly [string, string])[];
  readonly settings: readonly (readonly [string, string])[];
  readonly experts: readonly DiagnosedExpert[];
  readonly problems: readonly string[];
}

export function report({ machine, networks, settings, experts, problems }: Findings): string {
  return [
    '# DER: diagnosis',
    'Nothing in here is secret: no key, no question, no answer, no text of your files.',
    '## Machine',
    table(['', ''], machine),
    '## Networks that decide',
    table(['', ''], networks),
    '## Settings',
    table(['', ''], settings),
    '## Experts',
    experts.length > 0
      ? table(['expert', 'provider', 'where', 'size', 'context', 'price', 'result'], experts.map(expertRow))
      : 'There is no expert. Run **DER: Configure Experts**.',
    ...(problems.length > 0
      ? ['## Problems', problems.map((problem) => `- ${cell(problem)}`).join('\n')]
      : []),
  ].join('\n\n');
}

function expertRow({ expert, result }: DiagnosedExpert): string[] {
  const { name, provider, leavesMachine, costB, costEstimated, contextTokens, tool } = expert;
  return [
    name,
    provider,
    leavesMachine ? 'leaves this machine' : 'this machine',
    tool ? '' : `${costEstimated ? '≈ ' : ''}${size(costB)}`,
    contextTokens === undefined ? '' : `${contextTokens} tokens`,
    priceWords(expert),
    resultWords(result),
  ];
}

function priceWords({ price, tool, listed }: Expert): string {
  if (tool) return 'free';
  if (!price) return 'unknown';
  const { promptPerMtok, answerPerMtok } = price;
  return promptPerMtok === 0 && answerPerMtok === 0
    ? 'free'
    : `$${promptPerMtok} / $${answerPerMtok} per Mtok${listed === undefined ? '' : ` (models.dev, ${listed})`}`;
}

function resultWords(result: CheckResult): string {
  switch (result.state) {
    case 'answered': {
      const { ms, firstTokenMs, tokens } = result;
      const pace = tokens === undefined ? '' : `, ${tokens} tokens`;
      return `✓ answered in ${duration(ms)}, first token after ${duration(firstTokenMs)}${pace}`;
    }
    case 'declined':
      return '✓ works; it has nothing to say to the question of this check';
    case 'failed':
      return `✗ ${result.problem}`;
    case 'unasked':
      return `not asked: ${result.why}`;
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Servers say what they like: nothing of it ends a cell or a line of a list, or becomes a link or HTML. What stands
 * between backticks is code, as the sentences of problems have it.
 */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .split(/`([^`]+)`/)
    .map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : escaped(piece)))
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[|<>[\]\\`*]/g, '\\$&');
}

/** Within code only a bar has a meaning, which ends the cell; one after a backslash would not be told from an escape. */
function codeSpan(text: string): string {
  return text.includes('|') || text.includes('\\') ? escaped(`\`${text}\``) : `\`${text}\``;
}
