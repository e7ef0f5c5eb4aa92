/** What a person's own check sees of the environment: where programs and folders are, and none of what opens something. */
import { devNull } from 'node:os';

const kept =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|PROGRAMFILES\(X86\)|PROCESSOR_ARCHITECTURE|NUMBER_OF_PROCESSORS|JAVA_HOME|GOROOT|GOPATH|CARGO_HOME|RUSTUP_HOME|NVM_DIR|VOLTA_HOME|PYENV_ROOT)$/i;

/** @param above the folder that the copy is in: git looks for no repository there */
export function checkEnvironment(env: NodeJS.ProcessEnv, above: string): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => kept.test(name))),
    // Nobody is there to watch or to be asked.
    CI: 'true',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CEILING_DIRECTORIES: above,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: devNull,
  };
}
