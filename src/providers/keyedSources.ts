/** Services whose key is known: each a source of more experts. No service is asked, and no key is told. */
import { t } from '@vscode/l10n';
import type { ExpertSource, KeyedService } from './kind';
import type { ProviderServices } from './services';

export async function keyedSources(
  services: readonly KeyedService[],
  lent: ProviderServices,
): Promise<readonly ExpertSource[]> {
  const opened = await Promise.all(
    services.map(async ({ name, apiKeyName }): Promise<ExpertSource[]> => {
      const place = await whereIsKey(apiKeyName, lent);
      return place ? [{ id: name, title: name, detail: place, leavesMachine: true }] : [];
    }),
  );
  return opened.flat();
}

async function whereIsKey(name: string, { secret, env }: ProviderServices): Promise<string | undefined> {
  if (await secret(name)) return t('the key {0} is stored', name);
  return env[name]?.trim() ? t('{0} is set in the environment', name) : undefined;
}
