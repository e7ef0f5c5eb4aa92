import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually, product } from './editor';
import { measured } from './measured';

/** Our row in the editor's "Startup Performance": extension, eager, load code, call activate, finish activate, … */
const row = /^\| der-vscode\.der-vscode\s*\|[^|]*\|\s*(\d+)\s*\|\s*(\d+)\s*\|/m;

describe('Activation, as the editor reports it', () => {
  it('states the time of loading the code and of running it', async () => {
    await product().activate();
    await vscode.commands.executeCommand('perfview.show');
    const report = () => vscode.window.activeTextEditor?.document.getText() ?? '';
    // The editor gathers the figures when it has come to rest.
    await eventually('a row in "Startup Performance"', () => row.test(report()), 50_000);
    const [load, call] = row.exec(report())!.slice(1).map(Number);
    measured['activation, loading the code'] = load!;
    measured['activation, running it'] = call!;
    measured['activation'] = load! + call!;
  });
});
