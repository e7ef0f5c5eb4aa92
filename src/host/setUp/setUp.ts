/** What the panel offers to somebody who has no models yet: each one press away. */
import { totalmem } from 'node:os';
import * as vscode from 'vscode';
import { isModel } from '../../der/core/experts';
import { discoverOllama } from '../../providers/ollama/discover';
import { offerOf } from '../../providers/ollama/kind';
import { recommendedModel } from '../../providers/ollama/recommended';
import type { SetUpView } from '../../webview/poolMessages';
import type { HostContext } from '../context';
import { identity } from '../pool/poolChoices';
import { poolDraft, writePool } from '../pool/poolSetting';
import { discoverExperts } from '../pool/discoveredExperts';
import { Pulling } from './modelDownload';
import { sourcesAway } from './sources';

/** A source of more models than this is picked from, not added as a whole. */
const fewModels = 8;

export class SetUp {
  private readonly pulling: Pulling;
  private view: SetUpView = { sources: [] };

  constructor(
    private readonly context: HostContext,
    private readonly changed: (view: SetUpView | null) => void,
  ) {
    this.pulling = new Pulling(
      () => context.services(),
      (pull) => this.show({ pull }),
    );
  }

  /** Looks again at what there is to offer; asks no service, and of Ollama only what it has. */
  async look(): Promise<void> {
    const { settings, pool } = this.context;
    const experts = await pool.experts();
    const models = experts.some(isModel);
    const configured = settings.current.experts !== undefined;
    const services = this.context.services();
    const [away, ollama] = await Promise.all([
      (configured && models) || settings.current.limits.localOnly ? [] : sourcesAway(services),
      models ? undefined : discoverOllama(services),
    ]);
    const { pull } = this.view;
    this.view = {
      sources: away,
      ...(pull && { pull }),
      ...(ollama?.problem && { problem: ollama.problem }),
      ...(ollama?.models.length === 0 && !ollama.problem && { recommended: recommendedModel(totalmem()) }),
    };
    const needless = models && away.length === 0 && !pull;
    this.changed(needless ? null : this.view);
  }

  /** Adds every model of a source to the pool; of many, lets the person pick. */
  async add(source: string): Promise<void> {
    const { settings } = this.context;
    const { offered } = await discoverExperts(this.context.services(), settings.current.limits.localOnly);
    const wanted = new Set(
      offered.filter((one) => one.source === source).map(({ entry }) => identity(entry)),
    );
    if (wanted.size === 0 || wanted.size > fewModels) {
      await vscode.commands.executeCommand('der.configureExperts', { source });
      return;
    }
    const draft = poolDraft(settings.current.experts, offered);
    const picked = draft.choices.filter((choice) => choice.picked || wanted.has(identity(choice.entry)));
    await writePool(draft, new Set(picked));
  }

  /** Downloads a model; where a pool is configured, it joins that. */
  async pull(model: string): Promise<void> {
    await this.pulling.start(model);
    if (this.pulling.view?.state === 'done') await joinPool(this.context, model);
  }

  cancelPull(): void {
    this.pulling.cancel();
  }

  private show(change: Partial<SetUpView>): void {
    this.view = { ...this.view, ...change };
    this.changed(this.view);
  }
}

/** A model that was pulled joins the pool: by itself where none is configured, else written into it. */
export async function joinPool({ settings, pool }: HostContext, model: string): Promise<void> {
  if (settings.current.experts === undefined) return pool.refresh();
  const offer = offerOf(model);
  const draft = poolDraft(settings.current.experts, [offer]);
  const picked = draft.choices.filter(
    (choice) => choice.picked || identity(choice.entry) === identity(offer.entry),
  );
  await writePool(draft, new Set(picked));
}
