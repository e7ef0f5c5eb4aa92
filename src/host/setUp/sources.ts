/** Where experts could come from with one press, as far as this is known without asking anybody for it. */
import { t } from '@vscode/l10n';
import { anthropicHome } from '../../providers/anthropic/client';
import type { EditorModel } from '../../providers/editor/models';
import { endpoints } from '../../providers/openai/endpoints';
import type { ProviderServices } from '../../providers/services';
import type { SetUpSource } from '../../webview/protocol';

/** Names that are told in full; the rest is counted. */
const named = 3;

const services = [{ name: 'Anthropic', ...anthropicHome }, ...endpoints];

/** What leaves the machine: the editor's own models, and every service whose key is known. No key is told. */
export async function sourcesAway(lent: ProviderServices): Promise<SetUpSource[]> {
  const [models, ...opened] = await Promise.all([
    lent.editorModels?.list().catch(() => []) ?? [],
    ...services.map(async ({ name, apiKeyName }): Promise<SetUpSource[]> => {
      const place = apiKeyName && (await whereIsKey(apiKeyName, lent));
      return place ? [{ id: name, title: name, detail: place, leavesMachine: true }] : [];
    }),
  ]);
  return [...ofEditor(models), ...opened.flat()];
}

async function whereIsKey(name: string, { secret, env }: ProviderServices): Promise<string | undefined> {
  if (await secret(name)) return t('the key {0} is stored', name);
  return env[name]?.trim() ? t('{0} is set in the environment', name) : undefined;
}

function ofEditor(models: readonly EditorModel[]): SetUpSource[] {
  if (models.length === 0) return [];
  const names = models.slice(0, named).map(({ name }) => name);
  const more = models.length - names.length;
  const detail = more > 0 ? t('{0} and {1} more', names.join(', '), more) : names.join(', ');
  return [{ id: 'editor', title: t("The editor's own models"), detail, leavesMachine: true }];
}
