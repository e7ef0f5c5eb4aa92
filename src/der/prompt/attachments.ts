/**
 * What a person attaches to a question: parts of their files and of their editor. Experts get it behind the question,
 * as data; networks and tools get the question alone. What another program that asks tells every model comes before it.
 */
import type { Expert, GivenAs, Passage } from '../core/experts';
import { imageTokens, type Image } from './images';
import { maxTransferTokens } from './knowledgeTransfer';
import { fenceWord, visibleName } from '../text/unseen';
import { fenceAround } from './fence';
import { cutTo, estimateTokens } from '../core/tokens';

export type AttachmentKind =
  'selection' | 'file' | 'image' | 'folder' | 'openEditors' | 'problems' | 'symbol' | 'gitDiff';

/** Something of the person's workspace that goes with a question. */
export interface Attachment {
  readonly kind: AttachmentKind;
  /** What a person calls it: "lines 3–9 of src/app.ts". */
  readonly label: string;
  /** As a fence of Markdown names it; absent where the text has none. */
  readonly language?: string;
  /** Empty where it is an image. */
  readonly text: string;
  readonly image?: Image;
  /**
   * It came with the question from another program, and is no part of the person's files: an image, or what that
   * program tells every model.
   */
  readonly sent?: true;
  /** About how many tokens it has. */
  readonly tokens: number;
  /** Present where the person chose to cut it. */
  readonly cut?: { readonly kept: 'start' | 'end'; readonly ofTokens: number };
}

/** How much of an attachment may be sent, by the person's choice. */
export const fits = ['whole', 'start', 'end'] as const;
/** What is sent of an attachment: all of it, or as much of its start or end as there is room for. */
export type Truncation = (typeof fits)[number];

/** The question followed by what goes with it, each part fenced so that no line of it can end the fence. */
export function withAttachments(question: string, attachments: readonly (Attachment | Passage)[]): string {
  const files = attachments.some((one) => givenAs(one) !== undefined) ? [namesFiles] : [];
  const data = attachments.filter((one) => !isInstruction(one));
  return [withInstructions(question, attachments), ...data.map(section), ...files].join('\n\n');
}

/** The question after what whoever asks tells every model. Tools hear it too, so that they decline where it matters. */
export function withInstructions(question: string, attachments: readonly (Attachment | Passage)[]): string {
  return [...attachments.filter(isInstruction).map(({ text }) => text), question].join('\n\n');
}

function isInstruction(part: Attachment | Passage): boolean {
  return 'sent' in part && part.sent === true && !part.image;
}

/** So that the answer can be applied: a change goes by the file that its block names. */
const namesFiles =
  'Where a code block of your answer is for a file, write the path of the file after the language of the block.';

function section(part: Attachment | Passage): string {
  const { label, language = '', text } = part;
  if ('image' in part && part.image) return `The image ${visibleName(label)} is attached.`;
  const fence = fenceAround(text, '`', 3);
  // A file may be called as its author likes: its name stays a name.
  return `${lead(visibleName(label), givenAs(part))}:\n${fence}${fenceWord(language)}\n${text}\n${fence}`;
}

function lead(name: string, given: GivenAs | undefined): string {
  switch (given) {
    case 'openFile':
      return `The file ${name} is open in the editor`;
    case 'instructions':
      return `The project asks this of answers about it, in ${name}; keep to it where it concerns yours`;
    case undefined:
      return `From ${name}`;
  }
}

function givenAs(part: Attachment | Passage): GivenAs | undefined {
  return 'given' in part ? part.given : undefined;
}

/** Tokens that the question and its attachments may take, so that an earlier answer and the expert's own have room. */
export function questionRoom(expert: Pick<Expert, 'contextTokens' | 'maxAnswerTokens'>): number {
  const room = promptRoom(expert);
  return room - Math.min(maxTransferTokens, Math.floor(room / 4)) - frameAllowance;
}

/** More than the words around an earlier answer take. */
const frameAllowance = 150;

/** Tokens that a prompt may take. At least half of a small context is left to the answer. */
export function promptRoom({
  contextTokens = Infinity,
  maxAnswerTokens = 0,
}: Pick<Expert, 'contextTokens' | 'maxAnswerTokens'>): number {
  if (contextTokens === Infinity) return Infinity;
  return contextTokens - Math.min(maxAnswerTokens, Math.floor(contextTokens / 2));
}

/** Tokens of everything, as it would be sent. */
export function tokensOf(question: string, attachments: readonly Attachment[]): number {
  const images = imagesOf(attachments).length * imageTokens;
  return estimateTokens(withAttachments(question, attachments)) + images;
}

/** The images among them. */
export function imagesOf(attachments: readonly Attachment[]): Image[] {
  return attachments.flatMap(({ image }) => (image ? [image] : []));
}

/**
 * Cuts what the person lets be cut, the longest first, until everything takes no more than `room` tokens.
 * Where that is not enough, the rest is as short as it gets: whoever asks has to look.
 */
export function fitted(
  question: string,
  parts: readonly { readonly attachment: Attachment; readonly fit: Truncation }[],
  room: number,
): Attachment[] {
  const attachments = parts.map(({ attachment }) => attachment);
  const over = tokensOf(question, attachments) - room;
  if (over <= 0) return attachments;
  const cuttable = parts
    .filter(({ fit, attachment }) => fit !== 'whole' && !attachment.image)
    .map(({ attachment }) => attachment.tokens);
  const limit = levelOf(cuttable, over);
  return parts.map(({ attachment, fit }) =>
    fit === 'whole' ? attachment : cutAttachment(attachment, fit, limit),
  );
}

function cutAttachment(attachment: Attachment, kept: 'start' | 'end', limit: number): Attachment {
  if (attachment.tokens <= limit || attachment.image) return attachment;
  const text = cutTo(attachment.text, limit, kept);
  const tokens = estimateTokens(text);
  // The line that says what was left out takes tokens too.
  if (tokens >= attachment.tokens) return attachment;
  return { ...attachment, text, tokens, cut: { kept, ofTokens: attachment.tokens } };
}

/** The height to which all that is higher has to be lowered so that `over` is gone altogether. */
function levelOf(heights: readonly number[], over: number): number {
  const falling = heights.toSorted((a, b) => b - a);
  let sum = 0;
  for (const [index, height] of falling.entries()) {
    sum += height;
    const level = Math.floor((sum - over) / (index + 1));
    if (level >= (falling[index + 1] ?? 0)) return Math.max(0, level);
  }
  return 0;
}
