/** What is attached to the question in the box: chosen by the person, kept with the draft, read when it is asked. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import {
  fitted,
  imagesOf,
  questionRoom,
  tokensOf,
  type Attachment,
  type Truncation,
} from '../../der/prompt/attachments';
import type { Expert } from '../../der/core/experts';
import { imageTokens, mostImages } from '../../der/prompt/images';
import type { Limits } from '../../der/route/masks';
import { estimateTokens } from '../../der/core/tokens';
import { language } from '../../language';
import type { AttachmentsView, CompletionView } from '../../webview/protocol';
import { DisposableList, type Disposable } from '../window/disposables';
import type { Reference } from './reference';

/** As it is kept over a reload of the window. */
interface Kept {
  readonly references: readonly { readonly reference: Reference; readonly fit: Truncation }[];
  readonly onlyFitting: boolean;
}

interface Item {
  readonly reference: Reference;
  readonly fit: Truncation;
  /** As it was last read. */
  readonly attachment?: Attachment;
  /** Why it could not be read. */
  readonly problem?: string;
}

const key = 'der.attachments';
const nothing: Kept = { references: [], onlyFitting: false };

export class Attachments implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<AttachmentsView>());
  readonly onDidChange = this.changed.event;
  private items: readonly Item[];
  private onlyFitting: boolean;
  /** What was offered last. */
  private offered: readonly Reference[] = [];
  private sent: readonly Item[] = [];
  /** Counts how often everything was removed: what was being read then is not wanted any more. */
  private generation = 0;

  constructor(
    private readonly state: vscode.Memento,
    /** Who is in the pool, as far as that is known. */
    private readonly experts: () => readonly Expert[],
    private readonly limits: () => Limits,
    /** Where images that were pasted are kept. */
    private readonly imagesFolder: string,
    /** Folder of the product's bundles. */
    private readonly dist: string,
  ) {
    const { references, onlyFitting } = state.get<Kept>(key, nothing);
    this.items = references;
    this.onlyFitting = onlyFitting;
  }

  get view(): AttachmentsView {
    const { items, onlyFitting } = this;
    const tightest = this.readers()[0];
    return {
      items: items.map(({ reference: { kind, label }, fit, attachment, problem }) => ({
        kind,
        label,
        fit,
        ...(attachment && { tokens: attachment.tokens }),
        ...(problem !== undefined && { problem }),
      })),
      room: tightest ? { tokens: tightest.room, expert: tightest.expert.name } : null,
      onlyFitting,
    };
  }

  /** What may be meant by what was typed after `@`. */
  async completions(query: string): Promise<readonly CompletionView[]> {
    const { completionsFor } = await import('./contextKinds');
    const taken = new Set(this.items.map(({ reference }) => reference.label));
    this.offered = (await completionsFor(query)).filter(({ label }) => !taken.has(label));
    return this.offered.map(({ kind, label, detail = '' }) => ({ kind, label, detail }));
  }

  /** Attaches what was offered under this name. */
  async attach(label: string): Promise<void> {
    const reference = this.offered.find((one) => one.label === label);
    if (!reference) throw new Error(t('{0} is not offered any more. Type @ and choose again.', label));
    await this.add([{ reference, fit: 'whole' }]);
  }

  /** Attaches an image that was pasted or dropped. */
  async attachImage(name: string, base64: string): Promise<void> {
    const { keepPasted } = await import('./pastedImages');
    await this.add([{ reference: await keepPasted(this.imagesFolder, name, base64), fit: 'whole' }]);
  }

  async detach(label: string): Promise<void> {
    await this.change(this.items.filter(({ reference }) => reference.label !== label));
  }

  /** How much of it may be sent. */
  async fit(label: string, fit: Truncation): Promise<void> {
    await this.change(this.items.map((item) => (item.reference.label === label ? { ...item, fit } : item)));
  }

  /** Whether experts whose context is too small are passed over, instead of cutting anything. */
  async setOnlyFitting(on: boolean): Promise<void> {
    this.onlyFitting = on;
    await this.change(this.items);
  }

  /** Adds what is not there yet. */
  async add(more: readonly Pick<Item, 'reference' | 'fit'>[]): Promise<void> {
    const { generation } = this;
    const read = await Promise.all(this.missing(more).map((item) => readItem(item, this.dist)));
    if (generation !== this.generation) return;
    // Others may have come or gone while these were read.
    const fresh = this.missing(read);
    if (fresh.length > 0) await this.change([...this.items, ...fresh]);
  }

  /** Reads everything anew, for showing how long it is. Resolves to false where what is attached changed meanwhile. */
  async refresh(): Promise<boolean> {
    const before = this.items;
    if (before.length === 0) return true;
    const items = await Promise.all(before.map((item) => readItem(item, this.dist)));
    if (before !== this.items) return false;
    await this.change(items);
    return true;
  }

  /** The pool or the limits are others: so may be the room. */
  poolChanged(): void {
    if (this.items.length > 0) this.changed.fire(this.view);
  }

  /**
   * What is to be sent with the question: read anew, and cut as the person chose.
   * @throws Error where something cannot be read, or is too long and the person has not chosen what to do.
   */
  async read(question: string): Promise<readonly Attachment[]> {
    while (!(await this.refresh()));
    const failed = this.items.find(({ problem }) => problem !== undefined);
    if (failed) throw new Error(failed.problem);
    const parts = this.items.flatMap(({ attachment, fit }) => (attachment ? [{ attachment, fit }] : []));
    const whole = parts.map(({ attachment }) => attachment);
    if (imagesOf(whole).length > mostImages)
      throw new Error(t('A question may have {0} images. Remove some.', mostImages));
    const readers = this.readers();
    const tokens = tokensOf(question, whole);
    const [tightest] = readers;
    if (!tightest || tokens <= tightest.room) return whole;
    if (this.onlyFitting) {
      if (readers.some(({ room }) => tokens <= room)) return whole;
      throw new Error([t('No expert that may read it can hold {0}.', about(tokens)), choices()].join(' '));
    }
    const cut = fitted(question, parts, tightest.room);
    if (tokensOf(question, cut) <= tightest.room) return cut;
    const { room, expert } = tightest;
    const tooLong = t(
      'The question and what is attached have {0}; {1} can take {2} of them.',
      about(tokens),
      expert.name,
      about(room),
    );
    throw new Error([tooLong, choices()].join(' '));
  }

  /** Removes everything: it was sent. */
  async clear(): Promise<void> {
    this.sent = this.items;
    this.generation++;
    await this.change([]);
  }

  /** Attaches again what went with a question that could not be asked. */
  async putBack(attachments: readonly Attachment[]): Promise<void> {
    const before = (label: string) => this.sent.find(({ reference }) => reference.label === label);
    await this.add(attachments.map((one) => before(one.label) ?? { reference: keptAsIs(one), fit: 'whole' }));
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Whoever may read text of the workspace, the one with the least room first. */
  private readers(): { readonly expert: Expert; readonly room: number }[] {
    const { localOnly, allowWorkspaceText, pinned, excluded = [] } = this.limits();
    return this.experts()
      .filter(({ id }) => !excluded.includes(id) && (pinned === undefined || pinned === id))
      .filter(({ leavesMachine }) => !leavesMachine || (!localOnly && allowWorkspaceText))
      .map((expert) => ({ expert, room: questionRoom(expert) }))
      .filter(({ room }) => room < Infinity)
      .sort((a, b) => a.room - b.room);
  }

  /** Those whose name is not taken. */
  private missing<T extends Pick<Item, 'reference'>>(more: readonly T[]): T[] {
    const taken = new Set(this.items.map(({ reference }) => reference.label));
    return more.filter(({ reference }) => !taken.has(reference.label));
  }

  private async change(items: readonly Item[]): Promise<void> {
    this.items = items;
    const references = items.map(({ reference, fit }) => ({ reference, fit }));
    this.changed.fire(this.view);
    await this.state.update(key, { references, onlyFitting: this.onlyFitting } satisfies Kept);
  }
}

function keptAsIs({ kind, label, text, language, image }: Attachment): Reference {
  return { kind, label, kept: { text, ...(language && { language }), ...(image && { image }) } };
}

const choices = () =>
  t(
    'On an attachment, choose to keep its start or its end, or remove it; or ask only experts that can hold it all.',
  );

const about = (tokens: number) => t('about {0} tokens', Math.max(0, tokens).toLocaleString(language));

async function readItem({ reference, fit }: Pick<Item, 'reference' | 'fit'>, dist: string): Promise<Item> {
  const { read } = await import('./contextKinds');
  try {
    const { text, language, image } = await read(reference, dist);
    const { kind, label } = reference;
    const tokens = image ? imageTokens : estimateTokens(text);
    const more = { ...(language && { language }), ...(image && { image }) };
    return { reference, fit, attachment: { kind, label, ...more, text, tokens } };
  } catch (error) {
    return { reference, fit, problem: (error as Error).message };
  }
}
