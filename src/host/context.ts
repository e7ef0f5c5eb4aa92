/** Everything the editor side shares: one object, made at activation; what is heavy loads at the first question. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CancelledError } from '../der/core/expertErrors';
import type { Check } from '../der/route/checking';
import { questionError } from '../der/core/question';
import type { RouteEvent } from '../der/trace/events';
import type { Trace } from '../der/trace/trace';
import { redacted } from '../providers/knownKeys';
import { patientFetch } from '../providers/patientFetch';
import type { ProviderServices } from '../providers/services';
import type { AppliedView } from '../webview/protocol';
import { Attachments } from './attachments/attachments';
import { AfterApplying } from './code/afterApplying';
import { GivenContext } from './attachments/given';
import { NewProblems } from './code/newProblems';
import { Proposals, type Applied } from './code/proposals';
import { RouteConstraintsStore } from './asking/routeConstraints';
import { AnswerComparison } from './conversations/compareAnswers';
import { CurrentConversation } from './conversations/current';
import { LearnFromUse } from './learned/learnFromUse';
import { Learning } from './learned/learning';
import { NetworksInUse } from './learned/networksInUse';
import { DisposableList, type Disposable } from './window/disposables';
import { QuestionDrafts, type Draft } from './panel/drafts';
import { KeyStore } from './settings/keyStore';
import { lazy } from './window/lazy';
import { lentByEditor } from './pool/lentByEditor';
import { PoolService } from './pool/poolService';
import { Problems } from './window/problemReporter';
import { Retries } from './asking/retries';
import { Routes, type Question } from './asking/routes';
import { SettingsService } from './settings/settingsService';

export class HostContext implements Disposable {
  private readonly disposables = new DisposableList();
  readonly log = this.disposables.add(vscode.window.createOutputChannel('DER', { log: true }));
  readonly problems = new Problems(this.log);
  readonly settings = this.disposables.add(new SettingsService((problem) => this.problems.report(problem)));
  readonly controls: RouteConstraintsStore;
  readonly keys: KeyStore;
  readonly pool: PoolService;
  readonly attachments: Attachments;
  readonly given: GivenContext;
  readonly routes: Routes;
  /** The person let the text of the last question leave the machine. */
  private mayLeave: true | undefined;
  /** What waits for the end of a rate limit. */
  readonly retries = this.disposables.add(new Retries((route) => this.askAgain(route)));
  readonly conversation: CurrentConversation;
  private readonly drafts: QuestionDrafts;
  /** Folder of what is kept for this workspace. */
  private readonly storage: string;
  /** Changes that wait for the person's word. */
  readonly proposals = this.disposables.add(new Proposals());
  /** What the editor finds wrong after an answer was applied. */
  readonly newProblems = this.disposables.add(new NewProblems(this.proposals));
  private readonly afterApplying = new AfterApplying(this.proposals);
  /** What is known of the person's experts. */
  readonly learning = this.disposables.add(new Learning((problem) => this.problems.report(problem)));
  /** What the person does with answers teaches as well. */
  readonly use = new LearnFromUse({
    isOn: () => this.settings.current.learnFromUse,
    eventsOf: async (route) => (await this.conversation.get()).eventsOf(route),
    keep: (outcomes) => this.learning.keep(outcomes),
    report: (problem) => this.problems.report(problem),
  });
  /** Answers side by side in the editor. */
  readonly comparison = this.disposables.add(
    new AnswerComparison(async (route) => (await this.conversation.get()).eventsOf(route)),
  );
  /** What answers changed in files; read with the first look at the panel. */
  readonly checkpoints = lazy(async () => {
    const { Checkpoints } = await import('./code/checkpoints');
    return Checkpoints.open(join(this.storage, 'checkpoints'), (problem) => this.problems.report(problem));
  });
  private readonly appliedChanged = this.disposables.add(new vscode.EventEmitter<readonly AppliedView[]>());
  /** Answers whose changes can be taken back. */
  readonly onDidApply = this.appliedChanged.event;
  private readonly returned = this.disposables.add(new vscode.EventEmitter<string>());
  /** A question that could not be asked goes back into the question box. */
  readonly onDidReturn = this.returned.event;
  /** What runs the programs in answers; its process is started when one is to run. */
  private readonly checks = lazy(async () => {
    const { RouteChecks } = await import('../checks/routeChecks');
    const { extensionPath } = this.extension;
    const place = {
      sandbox: join(extensionPath, 'dist', 'sandbox'),
      grammars: join(extensionPath, 'node_modules', '@vscode', 'tree-sitter-wasm', 'wasm'),
    };
    return new RouteChecks(place, (problem) => this.problems.report(problem));
  });
  readonly networks: NetworksInUse;

  constructor(readonly extension: vscode.ExtensionContext) {
    this.storage = (extension.storageUri ?? extension.globalStorageUri).fsPath;
    this.drafts = new QuestionDrafts(extension.workspaceState);
    this.controls = this.disposables.add(new RouteConstraintsStore(extension.workspaceState, this.settings));
    this.keys = this.disposables.add(new KeyStore(extension));
    this.networks = new NetworksInUse(extension.extensionPath, this.settings, this.learning, (problem) =>
      this.problems.report(problem),
    );
    this.pool = this.disposables.add(new PoolService(this.settings, this.keys, () => this.services()));
    this.attachments = this.disposables.add(
      new Attachments(
        extension.workspaceState,
        () => this.pool.known,
        () => this.controls.limits,
        join(this.storage, 'images'),
        join(extension.extensionPath, 'dist'),
      ),
    );
    this.given = this.disposables.add(
      new GivenContext(this.settings, () => this.attachments.view.room?.tokens ?? Infinity),
    );
    this.conversation = this.disposables.add(
      new CurrentConversation(this.storage, extension.workspaceState, (problem) =>
        this.problems.report(problem),
      ),
    );
    this.routes = this.disposables.add(
      new Routes(this.settings, this.controls, {
        experts: () => {
          this.problems.warn(this.settings.current.problems);
          return this.pool.atThisMoment();
        },
        models: async () => {
          const models = await this.networks.get();
          await this.learning.renew(models).catch((error: Error) => this.problems.report(error.message));
          return models;
        },
        conversation: (apart) => (apart ? this.conversation.apart() : this.conversation.get()),
        check: (question) => this.checkOf(question),
        learnFrom: (events) => this.learnFrom(events),
      }),
    );
    this.disposables.add(
      this.routes.onEvent(({ route, event, conversation }) => {
        if (conversation === this.conversation.loaded) this.retries.hear(route, event);
      }),
      this.conversation.onDidChange(() => this.retries.never()),
      this.settings.onDidChange(({ problems }) => this.problems.warn(problems)),
      this.pool.onDidChange(() => this.problems.warn(this.pool.wrongSettings)),
      this.pool.onDidChange(() => this.attachments.poolChanged()),
      this.controls.onDidChange(() => this.attachments.poolChanged()),
      this.proposals.onDidApply((applied) => void this.keepCheckpoint(applied)),
      this.proposals.onDidApply(({ origin }) => {
        if (origin) void this.use.note(origin, origin.back ? 'undone' : 'applied');
      }),
      this.afterApplying,
      this.afterApplying.onDidBecome(({ origin, how }) => void this.use.note(origin, how)),
    );
  }

  /** What the editor lends to the providers. Its `fetch` knows the editor's proxies and certificates. */
  services(): ProviderServices {
    const { timeouts, loadAhead, modelMemoryGb } = this.settings.current;
    const { firstTokenSeconds, silenceSeconds } = timeouts;
    const memoryBytes = modelMemoryGb === undefined ? undefined : modelMemoryGb * 1e9;
    return {
      fetch: patientFetch((input, init) => globalThis.fetch(input, init)),
      secret: (name) => this.keys.get(name),
      ...lentByEditor,
      workspaceRoot: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      secretFiles: this.settings.current.secretFiles,
      localModels: { ahead: loadAhead, memoryBytes },
      timeouts: { firstTokenMs: firstTokenSeconds * 1000, silenceMs: silenceSeconds * 1000 },
      env: process.env,
    };
  }

  /** Asks, and tells the person when the question cannot be asked; the question is not lost then. */
  async ask(question: Question): Promise<Trace | undefined> {
    this.mayLeave = question.mayLeave;
    try {
      const trace = await this.routes.ask(question);
      if (trace.error !== undefined) this.log.error(redacted(trace.error));
      return trace;
    } catch (error) {
      if (!(error instanceof CancelledError)) this.problems.fail(error as Error);
      // What goes on from an earlier route is still there, in that route.
      if (question.continues) return undefined;
      await this.giveBack(question);
      return undefined;
    }
  }

  /** A route goes on without checks where they cannot be loaded. */
  private async checkOf(question: string): Promise<Check | undefined> {
    try {
      const { checks: mode } = this.settings.current;
      const check = (await this.checks.get()).forRoute(question, mode);
      // Counting problems runs the workspace's own TypeScript.
      if (mode !== 'all' || !vscode.workspace.isTrusted) return check;
      const { withProblems } = await import('../checks/types/routeProblems');
      const { answerProblems } = await import('./asking/answerProblems');
      return withProblems(check, answerProblems(join(this.extension.extensionPath, 'dist', 'problems.js')));
    } catch (error) {
      this.problems.report((error as Error).message);
      return undefined;
    }
  }

  private async learnFrom(events: readonly RouteEvent[]): Promise<void> {
    const { learnFromRoute } = await import('../der/estimate/routeLessons');
    await learnFromRoute(events, process.env).catch((error: Error) => this.problems.report(error.message));
  }

  /** Asks what was written in the question box, which is empty from then on. */
  async askWritten(text: string): Promise<void> {
    const { fromWorkspace } = this.draft;
    try {
      const { asAsked } = await import('./tasks/asAsked');
      const [attached, context] = await Promise.all([this.attachments.read(text), this.given.read()]);
      const asked = await asAsked(text, attached);
      await Promise.all([
        this.setDraft(''),
        this.attachments.clear(),
        this.ask({ ...asked, context, fromWorkspace, turns: 'latest' }),
      ]);
    } catch (error) {
      this.problems.fail(error as Error);
      await this.giveBack({ text, fromWorkspace });
    }
  }

  /** A question that could not be asked goes back into the question box, with what was attached. */
  private async giveBack({ text, fromWorkspace, attachments = [] }: Question): Promise<void> {
    const draft = { text, fromWorkspace };
    await this.conversation.get();
    await Promise.all([
      this.drafts.keep(this.conversation.id ?? '', draft),
      this.attachments.putBack(attachments),
    ]);
    this.returned.fire(text);
  }

  /** Asks the question of a route again, unless another one is under way. */
  private async askAgain(route: string): Promise<void> {
    if (this.routes.running !== null) return;
    const { askedAgain } = await import('./conversations/followUp');
    const question = askedAgain((await this.conversation.get()).eventsOf(route));
    await this.ask({ ...question, ...(this.mayLeave && { mayLeave: this.mayLeave }) });
  }

  /** Asks another question in place of a route's: the conversation branches off before it. */
  async askInstead(route: string, text: string): Promise<void> {
    const wrong = questionError(text);
    if (wrong) throw new Error(wrong);
    const { askedAgain } = await import('./conversations/followUp');
    const { fromWorkspace, attachments, context } = askedAgain(
      (await this.conversation.get()).eventsOf(route),
    );
    await this.routes.stop();
    await this.conversation.branchBefore(route);
    await this.ask({ text, fromWorkspace, attachments, context, turns: 'latest' });
  }

  private async keepCheckpoint(applied: Applied): Promise<void> {
    const checkpoints = await this.checkpoints.get();
    await checkpoints.keep(applied);
    this.appliedChanged.fire(checkpoints.view);
  }

  /** What stands in the question box, kept for when its conversation is shown again. */
  get draft(): Draft {
    return this.drafts.of(this.conversation.id ?? '');
  }

  /** A selection that went back into the question box counts as there until the box is emptied. */
  setDraft(text: string, conversation = this.conversation.id ?? ''): Thenable<void> {
    const { fromWorkspace } = this.drafts.of(conversation);
    return this.drafts.keep(conversation, { text, fromWorkspace: fromWorkspace && text.trim() !== '' });
  }

  /** Begins a new conversation; the old one's file is kept. */
  async newConversation(): Promise<void> {
    await this.routes.stop();
    await this.conversation.begin();
  }

  /** Shows another conversation; what runs is stopped, and kept where it began. */
  async showConversation(id: string): Promise<void> {
    await this.routes.stop();
    await this.conversation.switchTo(id);
  }

  /** Shows what was asked outside the panel. */
  async showApart(): Promise<void> {
    const { apartId, id } = this.conversation;
    if (apartId !== undefined && apartId !== id) await this.showConversation(apartId);
  }

  /** Ends what runs and waits until it is written down; the editor waits for this when the window closes. */
  async close(): Promise<void> {
    await this.routes.interrupt();
    await this.conversation.loaded?.flush();
    await this.networks.release();
    this.checks.loaded?.dispose();
  }

  dispose(): void {
    this.checks.loaded?.dispose();
    this.disposables.dispose();
  }
}
