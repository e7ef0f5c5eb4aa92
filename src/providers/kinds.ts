/** The kinds of experts, one line each: what there is to know of it, and how an expert is made, loaded when first used. */
import { anthropicKind } from './anthropic/kind';
import { calculatorKind } from './builtin/calculatorKind';
import { workspaceKind } from './builtin/workspaceKind';
import { editorKind } from './editor/kind';
import { editorToolKind } from './editorTool/kind';
import { made } from './kind';
import { ollamaKind } from './ollama/kind';
import { openAiKind } from './openai/kind';
import { simulatedKind } from './simulated/kind';

export const kinds = [
  made(ollamaKind, async () => (await import('./ollama/provider')).ollamaExpert),
  made(openAiKind, async () => (await import('./openai/provider')).openAiExpert),
  made(anthropicKind, async () => (await import('./anthropic/provider')).anthropicExpert),
  made(editorKind, async () => (await import('./editor/provider')).editorExpert),
  made(editorToolKind, async () => (await import('./editorTool/provider')).editorToolExpert),
  made(calculatorKind, async () => (await import('./builtin/calculator')).calculatorExpert),
  made(workspaceKind, async () => (await import('./builtin/workspace')).workspaceExpert),
  made(simulatedKind, async () => (await import('./simulated/entry')).simulatedEntryExpert),
] as const;
