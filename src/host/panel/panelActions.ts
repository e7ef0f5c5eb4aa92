/** What the panel can do, and what it is told. */
import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { FromPanel, ToPanel } from '../../webview/protocol';
import type { HostContext } from '../context';
import { DisposableList, type Disposable } from '../window/disposables';
import { openLink } from '../code/links';
import { lazy } from '../window/lazy';
import { Panel, type PanelActions } from './panel';
import { remoteName } from '../window/remote';
import { taskViews } from '../tasks/tasks';

type Act = Exclude<FromPanel, { type: 'ready' }>;

const commands: Record<Extract<Act, { type: 'command' }>['command'], string> = {
  configureExperts: 'der.configureExperts',
  addEndpoint: 'der.addEndpoint',
  pullModel: 'der.pullModel',
  openSettings: 'der.openSettings',
  setApiKey: 'der.setApiKey',
  clear: 'der.newConversation',
};

/** Milliseconds after which somebody who comes back to the window may find other servers. */
const awayMs = 10_000;

/** The panel, connected: it hears of everything that changes, and acts on the context. */
export function connectPanel(context: HostContext): { panel: Panel; connections: Disposable } {
  const actions = new ContextActions(context, (message) => panel.post(message));
  const panel: Panel = new Panel(context.extension.extensionUri, actions, context.log);
  context.problems.notice = (level, text) => panel.post({ type: 'notice', level, text });
  const connections = new DisposableList();
  let hadOwnCheck = actions.hasOwnCheck();
  connections.add(
    panel,
    context.routes.onEvent(({ route, event, conversation }) => {
      if (conversation === context.conversation.loaded) panel.postEvent(route, event);
    }),
    actions,
    context.routes.onDidChangeRunning((route) => {
      panel.post({ type: 'running', route });
      actions.routeRuns(route !== null);
    }),
    context.retries.onDidChange((retry) => panel.post({ type: 'retry', retry: retry ?? null })),
    context.settings.onDidChange(({ knobs, showDetails }) => {
      panel.post({ type: 'knobs', knobs });
      panel.post({ type: 'showDetails', on: showDetails });
      if (hadOwnCheck !== actions.hasOwnCheck()) panel.refresh();
      hadOwnCheck = actions.hasOwnCheck();
    }),
    context.controls.onDidChange((controls) => panel.post({ type: 'controls', controls })),
    context.attachments.onDidChange((attachments) => panel.post({ type: 'attachments', attachments })),
    context.given.onDidChange((given) => panel.post({ type: 'given', given })),
    context.conversation.onDidChange(() => panel.refresh()),
    context.newProblems.onDidChange((newProblems) => panel.post({ type: 'newProblems', newProblems })),
    context.onDidApply((applied) => panel.post({ type: 'applied', applied })),
    // Whoever started Ollama in another window comes back to a panel that was shown all the time.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && panel.shown) context.pool.renew(awayMs);
    }),
    context.onDidReturn((text) => panel.post({ type: 'draft', text })),
    context.pool.onDidChange((pool) => {
      panel.post({ type: 'pool', pool });
      actions.poolChanged();
    }),
  );
  return { panel, connections };
}

class ContextActions implements PanelActions {
  private trained = false;
  private readonly setUp = lazy(async () => {
    const { SetUp } = await import('../setUp/setUp');
    return new SetUp(this.context, (setUp) => this.post({ type: 'setUp', setUp }));
  });
  private readonly poolEditor = lazy(async () => {
    const { PoolEditor } = await import('../pool/poolEditor');
    return new PoolEditor(this.context, (rows) => this.post({ type: 'poolRows', rows }));
  });

  private readonly measuring = lazy(async () => {
    const { SkillMeasuring } = await import('../measure/skillMeasuring');
    return new SkillMeasuring(
      this.context,
      (measuring) => this.post({ type: 'measuring', measuring }),
      () => void this.poolEditor.loaded?.show(),
    );
  });

  constructor(
    private readonly context: HostContext,
    private readonly post: (message: ToPanel) => void,
  ) {}

  routeRuns(running: boolean): void {
    this.measuring.loaded?.routeRuns(running);
  }

  dispose(): void {
    this.measuring.loaded?.dispose();
  }

  async prepare(): Promise<void> {
    const { readManifest } = await import('../../der/networks/models');
    const [, manifest] = await Promise.all([
      this.context.conversation.get(),
      // Models that cannot be used are told with the first question.
      readManifest(this.context.networks.folder).catch(() => undefined),
    ]);
    this.trained = manifest?.trained ?? false;
    await this.context.checkpoints.get();
  }

  /** The person looks at the panel now: find out who is there, without making them wait for it. */
  shown(): void {
    void this.context.attachments.refresh();
    void this.context.given.look();
    this.context.pool.renew();
    void this.offerSetUp();
  }

  poolChanged(): void {
    if (this.setUp.loaded) void this.offerSetUp();
    void this.poolEditor.loaded?.show();
  }

  /** Whether answers have a button for it: the command is of the person, the files are of the workspace. */
  hasOwnCheck(): boolean {
    return this.context.settings.current.checkCommand !== '' && vscode.workspace.isTrusted;
  }

  private async offerSetUp(): Promise<void> {
    try {
      await this.context.pool.experts();
      await (await this.setUp.get()).look();
    } catch (error) {
      this.context.problems.report((error as Error).message);
    }
  }

  state(): Extract<ToPanel, { type: 'restore' }> {
    const remote = remoteName();
    const { conversation, routes, retries, settings, pool } = this.context;
    return {
      type: 'restore',
      conversation: conversation.view,
      routes: conversation.loaded?.routes ?? [],
      running: routes.running,
      ...(retries.view && { retry: retries.view }),
      draft: this.context.draft.text,
      knobs: settings.current.knobs,
      controls: this.context.controls.current,
      attachments: this.context.attachments.view,
      given: this.context.given.view,
      tasks: taskViews(),
      pool: pool.view,
      trained: this.trained,
      applied: this.context.checkpoints.loaded?.view ?? [],
      newProblems: this.context.newProblems.view,
      showDetails: settings.current.showDetails,
      ownCheck: this.hasOwnCheck(),
      ...(remote === undefined ? {} : { remote }),
    };
  }

  async act(message: Act): Promise<void> {
    const { context } = this;
    const warn = (text: string) => this.post({ type: 'notice', level: 'warning', text });
    switch (message.type) {
      case 'ask':
        return context.askWritten(message.question);
      case 'stop':
        return context.routes.stop();
      case 'setKnobs':
        return context.settings.setKnobs(message.knobs);
      case 'setPreset':
        return context.settings.setPreset(message.preset);
      case 'goOn':
      case 'again':
        return this.goOn(message);
      case 'edit':
        return context.askInstead(message.route, message.question);
      case 'setControls':
        return context.controls.set(message.controls);
      case 'take':
        return this.take(message);
      case 'copied':
        return context.use.note(message, 'copied');
      case 'compare':
        return context.comparison.compare(message);
      case 'code': {
        const { placeCode } = await import('../code/placeCode');
        await placeCode(message, context.proposals, warn);
        const { how, route, step } = message;
        if (how !== 'apply' && route !== undefined && step !== undefined)
          await context.use.note({ route, step }, 'inserted');
        return;
      }
      case 'review': {
        const { reviewAnswer } = await import('../code/review');
        return reviewAnswer(message, context.proposals, warn);
      }
      case 'applyAnswer': {
        const { applyAnswer } = await import('../code/applyAnswer');
        return applyAnswer(message, context.proposals, warn);
      }
      case 'takeBack': {
        const { takeBack } = await import('../code/takeBack');
        return takeBack(message, await context.checkpoints.get(), context.proposals, warn);
      }
      case 'fixProblems': {
        const { fixProblems } = await import('../tasks/fixProblems');
        return fixProblems(context, message.file);
      }
      case 'ownCheck': {
        const { runOwnCheck } = await import('../asking/ownCheck');
        return runOwnCheck(message, context);
      }
      case 'rate':
        return this.rate(message);
      case 'showPool':
        await (await this.poolEditor.get()).show();
        return (await this.measuring.get()).show();
      case 'measure':
        return (await this.measuring.get()).open(message.experts);
      case 'setMeasuring':
        return (await this.measuring.get()).choose(message.choice);
      case 'measuring':
        return (await this.measuring.get()).act(message.act);
      case 'enableExpert':
        return (await this.poolEditor.get()).enable(message.id, message.enabled);
      case 'setTerms':
        return (await this.poolEditor.get()).setTerms(message.id, message.terms);
      case 'testExpert':
        return (await this.poolEditor.get()).test(message.id);
      case 'addExperts':
        return (await this.setUp.get()).add(message.source);
      case 'pull':
        return (await this.setUp.get()).pull(message.model);
      case 'cancelPull':
        return (await this.setUp.get()).cancelPull();
      case 'replaceKey': {
        const { key: name } = context.pool.remediesOf(message.id);
        const { setApiKey } = await import('../commands/setApiKey');
        await setApiKey(context, name === undefined ? undefined : { replace: name });
        return;
      }
      case 'startServer':
      case 'startOllama': {
        const { startServer, startOllama } = await import('../setUp/startServer');
        const { starts } = message.type === 'startServer' ? context.pool.remediesOf(message.id) : {};
        return starts ? startServer(starts, context.pool) : startOllama(context.pool);
      }
      case 'retryNow':
        return context.retries.now();
      case 'retryNever':
        return context.retries.never();
      case 'lookAgain':
        return context.pool.refresh();
      case 'draft':
        return context.setDraft(message.text, message.conversation);
      case 'findCompletions': {
        const { query } = message;
        this.post({ type: 'completions', query, completions: await context.attachments.completions(query) });
        return;
      }
      case 'attachImage':
        return context.attachments.attachImage(message.name, message.data);
      case 'attach':
      case 'detach':
        return context.attachments[message.type](message.label);
      case 'fit':
        return context.attachments.fit(message.label, message.fit);
      case 'onlyFitting':
        return context.attachments.setOnlyFitting(message.on);
      case 'give':
        return context.given.set(message.label, message.on);
      case 'neverGive':
        return context.given.never(message.as);
      case 'openLink':
        return openLink(message.href);
      case 'command':
        return vscode.commands.executeCommand(commands[message.command]);
    }
  }

  private async goOn(message: Extract<Act, { type: 'goOn' | 'again' }>): Promise<void> {
    const { askedAgain, askedOn, followUp } = await import('../conversations/followUp');
    const events = (await this.context.conversation.get()).eventsOf(message.route);
    const question =
      message.type === 'again'
        ? {
            ...(message.on ? askedOn : askedAgain)(events),
            ...(message.mayLeave && { mayLeave: message.mayLeave }),
          }
        : followUp(events, message.step, message.expert);
    void this.context.use.noteAgain(message.route);
    await this.context.ask(question);
  }

  private async rate({ route, step, rating }: Extract<Act, { type: 'rate' }>): Promise<void> {
    const conversation = await this.context.conversation.get();
    this.post({ type: 'ratings', route, ratings: conversation.rate(route, step, rating) });
    const { ratedOutcome } = await import('../../der/estimate/feedback');
    const outcome = ratedOutcome(conversation.eventsOf(route), step, rating, new Date().toISOString());
    if (outcome) await this.context.learning.keep([outcome]);
  }

  private async take({ route, step, how }: Extract<Act, { type: 'take' }>): Promise<void> {
    const events = (await this.context.conversation.get()).eventsOf(route);
    const answered = events.find((event) => event.type === 'answered' && event.step === step);
    if (answered?.type !== 'answered') throw new Error(t('This answer is not in the conversation any more.'));
    if (how === 'copy') await vscode.env.clipboard.writeText(answered.answer);
    else {
      const { insertAnswer } = await import('../code/insert');
      if (!(await insertAnswer(answered.answer))) return;
    }
    await this.context.use.note({ route, step }, how === 'copy' ? 'copied' : 'inserted');
  }
}
