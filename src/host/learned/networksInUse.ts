/** The networks that decide: which folder they are in, loaded when first needed, and used with what was learned. */
import { join } from 'node:path';
import type { Models } from '../../der/networks/models';
import type { Routes } from '../asking/routes';
import type { SettingsService } from '../settings/settingsService';
import { lazy, type Lazy } from '../window/lazy';
import type { Learning } from './learning';

export class NetworksInUse {
  /** Loaded anew when their folder changes. */
  private models: { readonly folder: string; readonly loaded: Lazy<Models> } | undefined;

  constructor(
    private readonly extensionPath: string,
    private readonly settings: SettingsService,
    private readonly learning: Learning,
    private readonly report: (problem: string) => void,
  ) {}

  /** Where they are: the folder of the setting, else the extension's own. */
  get folder(): string {
    return this.settings.current.modelsFolder ?? join(this.extensionPath, 'models');
  }

  /** @throws ModelsError and the like, each with what to do. */
  async get(): Promise<Models> {
    const { folder } = this;
    if (this.models?.folder !== folder) {
      await this.release();
      this.models = { folder, loaded: lazy(() => this.load(folder)) };
    }
    return this.models.loaded.get();
  }

  /** Outcomes that came in since they were loaded count from now on. */
  async relearn(): Promise<void> {
    this.learning.changed();
    const models = this.models?.loaded.loaded;
    if (models) await this.learning.renew(models);
  }

  /** Others are used from the next question on; a route that runs ends with those it has. */
  async renew(routes: Pick<Routes, 'running' | 'onDidChangeRunning'>): Promise<void> {
    while (routes.running !== null) {
      await new Promise<void>((ended) => {
        const heard = routes.onDidChangeRunning(() => {
          heard.dispose();
          ended();
        });
      });
    }
    await this.release();
  }

  async release(): Promise<void> {
    const { models } = this;
    this.models = undefined;
    await models?.loaded.loaded?.release();
  }

  private async load(folder: string): Promise<Models> {
    const { loadModels } = await import('../../der/networks/models');
    const { loadUsed } = await import('../../der/tuning/installed');
    const calibration = (encoder: Models['encoder']) => this.learning.calibration(encoder);
    if (this.settings.current.modelsFolder !== undefined) return loadModels(folder, { calibration });
    return loadUsed(folder, process.env, { calibration }, this.report);
  }
}
