/** What the editor has of its own that may be asked: its language models and its tools. */
import type { ProviderServices } from '../../providers/services';
import { listEditorTools } from './editorTools';

export const lentByEditor: Pick<ProviderServices, 'editorModels' | 'editorTools'> = {
  editorModels: { list: async () => (await import('./editorModels')).listEditorModels() },
  editorTools: { list: listEditorTools },
};
