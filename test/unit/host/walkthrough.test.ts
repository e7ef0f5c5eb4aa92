/** The walkthrough ticks what was done by events that something really sends. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';

const events = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
  steps.flatMap(({ completionEvents }) => completionEvents),
);
const named = (kind: string) =>
  events.flatMap((event) => (event.startsWith(`${kind}:`) ? [event.slice(kind.length + 1)] : []));

describe('the steps of the walkthrough', () => {
  it('wait for contexts that are set, and for commands and settings there are', () => {
    const source = ['window/walkthrough.ts', 'chat/participant.ts'].map((file) =>
      readFileSync(`src/host/${file}`, 'utf8'),
    );
    expect(named('onContext').sort()).toEqual(['der.hasAsked', 'der.hasAskedElsewhere', 'der.hasModels']);
    for (const name of named('onContext')) expect(source.join('')).toContain(`stepDone('${name}')`);
    const commands = manifest.contributes.commands.map(({ command }) => command);
    expect(commands).toEqual(expect.arrayContaining(named('onCommand')));
    const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    expect(settings).toEqual(expect.arrayContaining(named('onSettingChanged')));
  });
});
