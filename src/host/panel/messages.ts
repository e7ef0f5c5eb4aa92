/** What the panel sends, checked before it is acted on: a webview is not trusted with anything else. */
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { skillKinds, type SkillKind } from '../../der/core/modelFacts';
import { fits } from '../../der/prompt/attachments';
import { mostImageBytes } from '../../der/prompt/images';
import type { knobRanges } from '../../der/core/mdp';
import { knobError } from '../../der/core/mdp';
import { presetNames } from '../../der/core/presets';
import type { FromPanel } from '../../webview/protocol';

const index = z.int().nonnegative();

function knob(name: keyof typeof knobRanges) {
  return z
    .number()
    .refine((value) => knobError(name, value) === undefined, { error: ({ input }) => knobError(name, input) })
    .optional();
}

const knobs = z.strictObject({
  alpha: knob('alpha'),
  beta: knob('beta'),
  p0: knob('p0'),
  maxSteps: knob('maxSteps'),
  transfer: z.enum(['always', 'never']).optional(),
});

const price = z.strictObject({ promptPerMtok: z.number(), answerPerMtok: z.number() });

const code = { code: z.string(), language: z.string(), path: z.string().optional() };
const codeBlock = z.strictObject({ ...code, old: z.literal(true).optional() });
const answerBlocks = { route: z.string(), step: index, blocks: z.array(codeBlock) };

const fromPanel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('ask'), question: z.string() }),
  z.strictObject({ type: z.literal('stop') }),
  z.strictObject({ type: z.literal('setKnobs'), knobs }),
  z.strictObject({ type: z.literal('setPreset'), preset: z.enum(presetNames) }),
  z.strictObject({
    type: z.literal('goOn'),
    route: z.string(),
    step: index,
    expert: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('again'),
    route: z.string(),
    on: z.literal(true).optional(),
    mayLeave: z.literal(true).optional(),
  }),
  z.strictObject({ type: z.literal('edit'), route: z.string(), question: z.string() }),
  z.strictObject({
    type: z.literal('setControls'),
    controls: z.strictObject({
      pinned: z.string().nullable().optional(),
      excluded: z.array(z.string()).optional(),
      localOnly: z.boolean().optional(),
      earlierTurns: z.boolean().optional(),
      workspaceText: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('take'),
    route: z.string(),
    step: index,
    how: z.enum(['copy', 'insert']),
  }),
  z.strictObject({ type: z.literal('copied'), route: z.string(), step: index }),
  z.strictObject({ type: z.literal('compare'), route: z.string(), step: index }),
  z.strictObject({
    type: z.literal('code'),
    how: z.enum(['insert', 'apply', 'newFile', 'terminal']),
    code: z.string(),
    language: z.string(),
    path: z.string().optional(),
    route: z.string().optional(),
    step: index.optional(),
  }),
  z.strictObject({ type: z.literal('review'), ...answerBlocks }),
  z.strictObject({ type: z.literal('applyAnswer'), ...answerBlocks }),
  z.strictObject({ type: z.literal('takeBack'), route: z.string(), step: index }),
  z.strictObject({ type: z.literal('fixProblems'), file: z.string() }),
  z.strictObject({ type: z.literal('ownCheck'), route: z.string(), step: index }),
  z.strictObject({
    type: z.literal('rate'),
    route: z.string(),
    step: index,
    rating: z.enum(['up', 'down']).nullable(),
  }),
  z.strictObject({ type: z.literal('showPool') }),
  z.strictObject({ type: z.literal('enableExpert'), id: z.string(), enabled: z.boolean() }),
  z.strictObject({
    type: z.literal('setTerms'),
    id: z.string(),
    terms: z.strictObject({ contextTokens: z.number().nullable(), price: price.nullable().optional() }),
  }),
  z.strictObject({ type: z.literal('testExpert'), id: z.string() }),
  z.strictObject({ type: z.literal('measure'), experts: z.array(z.string()).nullable() }),
  z.strictObject({
    type: z.literal('setMeasuring'),
    choice: z.strictObject({
      kinds: z.array(z.enum(skillKinds as [SkillKind, ...SkillKind[]])).optional(),
      thorough: z.boolean().optional(),
      source: z.enum(['shipped', 'file', 'history']).optional(),
      again: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('measuring'),
    act: z.enum(['start', 'pause', 'resume', 'cancel', 'close']),
  }),
  z.strictObject({ type: z.literal('addExperts'), source: z.string() }),
  z.strictObject({ type: z.literal('pull'), model: z.string().min(1) }),
  z.strictObject({ type: z.enum(['replaceKey', 'startServer']), id: z.string() }),
  z.strictObject({ type: z.literal('startOllama') }),
  z.strictObject({ type: z.enum(['retryNow', 'retryNever']) }),
  z.strictObject({ type: z.literal('cancelPull') }),
  z.strictObject({ type: z.literal('lookAgain') }),
  z.strictObject({ type: z.literal('draft'), conversation: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal('findCompletions'), query: z.string() }),
  z.strictObject({
    type: z.literal('attachImage'),
    name: z.string().max(200),
    data: z.string().max(2 * mostImageBytes),
  }),
  z.strictObject({ type: z.enum(['attach', 'detach']), label: z.string() }),
  z.strictObject({ type: z.literal('fit'), label: z.string(), fit: z.enum(fits) }),
  z.strictObject({ type: z.literal('onlyFitting'), on: z.boolean() }),
  z.strictObject({ type: z.literal('give'), label: z.string(), on: z.boolean() }),
  z.strictObject({ type: z.literal('neverGive'), as: z.enum(['openFile', 'instructions']) }),
  z.strictObject({ type: z.literal('openLink'), href: z.string() }),
  z.strictObject({
    type: z.literal('command'),
    command: z.enum(['configureExperts', 'addEndpoint', 'pullModel', 'openSettings', 'setApiKey', 'clear']),
  }),
]);

/** The message, typed. @throws Error that says what to do, and what is wrong with the message. */
export function parseMessage(message: unknown): FromPanel {
  const parsed = fromPanel.safeParse(message);
  if (!parsed.success) {
    throw new Error(
      t(
        'DER does not know what its panel asked for, as may be after an update. Run "Developer: Reload Window", then try again. In detail: {0}',
        z.prettifyError(parsed.error),
      ),
    );
  }
  return parsed.data as FromPanel;
}
