/** The pool as it stands: built from the settings when it is first needed, and again when they change. */
import * as vscode from 'vscode';
import { earlierUnless } from './earlierUnless';
import { inUnit } from '../../der/core/costUnit';
import { summaryOf, type Expert } from '../../der/core/experts';
import type { PoolEntry } from '../../providers/poolConfig';
import type { ProviderServices } from '../../providers/services';
import type { Remedies } from '../../providers/kind';
import type { PoolView, RemedyView } from '../../webview/poolMessages';
import { DisposableList, type Disposable } from '../window/disposables';
import type { KeyStore } from '../settings/keyStore';
import { section, type Settings } from '../settings/settings';
import type { SettingsService } from '../settings/settingsService';

/** Servers start and stop, models are pulled: what was found is not believed for longer. */
const believedMs = 30_000;

/** What was found this recently is as good as looking again: a question right after the view was shown, two questions in a row. */
const momentMs = 2_000;

/** A server that is slow to say what it has holds a pool that was complete up for no longer. */
const patienceMs = 1_500;

interface Pool {
  readonly experts: readonly Expert[];
  /** What can be done about those who give no answer, by id. */
  readonly remedies: ReadonlyMap<string, Remedies>;
  /** What is wrong with the setting itself. */
  readonly wrong: readonly string[];
  /** Who is missing, and what to do. */
  readonly problems: readonly string[];
  /** How long an answer of each usually takes, by id, where that is known. */
  readonly seconds: ReadonlyMap<string, number>;
}

export class PoolService implements Disposable {
  private readonly disposables = new DisposableList();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<PoolView>());
  /** A pool was built. */
  readonly onDidChange = this.changed.event;
  private built: { readonly at: number; readonly pool: Promise<Pool> } | undefined;
  private building = false;
  private last: Pool = { experts: [], remedies: new Map(), wrong: [], problems: [], seconds: new Map() };

  constructor(
    private readonly settings: SettingsService,
    keys: KeyStore,
    private readonly services: () => ProviderServices,
  ) {
    let last = settings.current;
    this.disposables.add(
      settings.onDidChange((current) => {
        if (samePool(last, current)) return;
        last = current;
        this.rebuild();
      }),
      keys.onDidChange(() => this.rebuild()),
    );
  }

  /** The pool as it was last built, for showing it. */
  get view(): PoolView {
    const { experts, remedies, wrong, problems, seconds } = this.last;
    return {
      experts: experts.map(summaryOf),
      seconds: experts.flatMap(({ id, tool }) => (tool ? [] : (seconds.get(id) ?? []))),
      remedies: Object.fromEntries([...remedies].map(([id, one]) => [id, remedyView(one)])),
      costUnit: this.settings.current.costUnit,
      problems: [...this.settings.current.problems, ...wrong, ...problems],
    };
  }

  /** Everybody in the pool as it was last built. */
  get known(): readonly Expert[] {
    return this.last.experts;
  }

  /** What can be done about an expert that gives no answer. */
  remediesOf(id: string): Remedies {
    return this.last.remedies.get(id) ?? {};
  }

  /** What was wrong with the setting when the pool was last built. */
  get wrongSettings(): readonly string[] {
    return this.last.wrong;
  }

  /** Everybody who may be asked. An older pool answers at once while it is built anew, unless somebody was missing. */
  async experts(): Promise<readonly Expert[]> {
    const { built } = this;
    const fresh = built && performance.now() - built.at < believedMs;
    if (!fresh) this.build();
    const complete = built && this.last.problems.length === 0;
    return (await (complete ? built : this.built!).pool).experts;
  }

  /**
   * Everybody who may be asked as the servers are at this moment, for a question: Ollama may have been started, and
   * models may have come or gone, since the last look.
   */
  async atThisMoment(): Promise<readonly Expert[]> {
    const { built } = this;
    const complete = built && this.last.problems.length === 0;
    this.renew();
    const renewed = this.built!.pool;
    if (!complete) return (await renewed).experts;
    return (await earlierUnless(renewed, built.pool, patienceMs)).experts;
  }

  /** Looks again at who is there, unless that is being done, or was within `ageMs` milliseconds. */
  renew(ageMs = momentMs): void {
    const { built } = this;
    const recent = built && (this.building || performance.now() - built.at < ageMs);
    if (!recent) this.build();
  }

  /** Something changed that no setting tells of: a model was pulled. */
  refresh(): void {
    this.rebuild();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Only a pool that was needed before is built again: nothing is asked for at activation. */
  private rebuild(): void {
    if (this.built) this.build();
    this.changed.fire(this.view);
  }

  private build(): void {
    const pool = this.load();
    const built = { at: performance.now(), pool };
    this.built = built;
    this.building = true;
    pool.then(
      (last) => {
        if (this.built !== built) return;
        this.building = false;
        this.last = last;
        this.changed.fire(this.view);
      },
      // Whoever asked is told; the next question tries again.
      () => {
        if (this.built !== built) return;
        this.building = false;
        this.built = undefined;
      },
    );
  }

  private async load(): Promise<Pool> {
    const [{ buildPool }, { entryId, remediesOf }] = await Promise.all([
      import('../../providers/registry'),
      import('../../providers/poolConfig'),
    ]);
    const services = this.services();
    const { entries, wrong, missing } = await this.entries(services);
    const { experts: made, problems } = await buildPool(entries, services);
    const { usualSeconds } = await import('../../der/estimate/answerTimes');
    const seconds = await usualSeconds(process.env);
    const { costUnit } = this.settings.current;
    const known = costUnit === 'time' ? seconds : undefined;
    const experts = made.map((expert) => inUnit(expert, costUnit, known?.get(expert.id)));
    const remedies = new Map(entries.map((entry) => [entryId(entry), remediesOf(entry, services.env)]));
    return { experts, remedies, wrong, problems: [...missing, ...problems], seconds };
  }

  private async entries(
    services: ProviderServices,
  ): Promise<{ entries: PoolEntry[]; wrong: string[]; missing: string[] }> {
    const { experts } = this.settings.current;
    if (experts === undefined) {
      const { defaultPool } = await import('../../providers/defaultPool');
      const { entries, problem } = await defaultPool(services);
      return { entries, wrong: [], missing: problem ? [problem] : [] };
    }
    const { parsePool } = await import('../../providers/poolConfig');
    const { entries, problems } = parsePool(experts);
    return {
      entries,
      wrong: problems.map((problem) => `Setting ${section}.experts: ${problem}`),
      missing: [],
    };
  }
}

function samePool(one: Settings, other: Settings): boolean {
  const relevant = ({ experts, costUnit, timeouts, secretFiles, loadAhead, modelMemoryGb }: Settings) =>
    JSON.stringify({ experts, costUnit, timeouts, secretFiles, loadAhead, modelMemoryGb });
  return relevant(one) === relevant(other);
}

function remedyView({ pulls, key, starts }: Remedies): RemedyView {
  return {
    ...(pulls !== undefined && { pulls }),
    ...(key !== undefined && { key: true }),
    ...(starts && { starts: starts.name }),
  };
}
