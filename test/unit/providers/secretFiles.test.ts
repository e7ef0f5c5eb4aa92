/** Files that hold keys or passwords are neither searched nor attached, whatever a folder says. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutSecretFiles } from '../../../src/host/attachments/secretDiff';
import { holdsSecrets, SecretPatterns } from '../../../src/providers/builtin/secretFiles';
import { textHoldsSecret } from '../../../src/providers/builtin/secretText';
import { findFiles, isPassedOver } from '../../../src/providers/builtin/workspaceFiles';
import { WorkspaceIndex } from '../../../src/providers/builtin/workspaceIndex';

const secret = [
  ...['application-prod.yml', 'src/main/resources/application-production.properties', 'local_settings.py'],
  ...[
    'Chrome Passwords.csv',
    'logins.csv',
    'signons.sqlite',
    'Local State',
    'pgadmin4.db',
    'tomcat-users.xml',
  ],
  ...['docker/config.json', '.gradle/gradle.properties', '.bundle/config', '.circleci/cli.yml', 'htpasswd'],
  ...['.cf/config.json', '.aliyun/config.json', '.config/hcloud/cli.toml', '.config/hub', '.wandb/settings'],
  ...[
    'etc/freeradius/clients.conf',
    'admin.macaroon',
    'wallets/default_wallet',
    'java.hprof',
    'ssl/private/a',
  ],
  ...['.env copy', '.env copy 2', '.env (copy)', '.env (1)', 'Copy of .env', '#.env#', '.envrc.local'],
  ...['.vault-password', 'keys.json', 'age-key.txt', 'token.pickle', '.msal_token_cache.bin', 'cwallet.sso'],
  ...['admin.conf', 'k3s.yaml', 'talosconfig', 'kube/config', 'krb5cc_1000', '.Xauthority', 'pubring.kbx'],
  ...['unattend.xml', 'sysprep.inf', '.odbc.ini', 'WinSCP.ini', 'confCons.xml', 'KeePass.config.xml'],
  ...['aegis-export.json', 'backup.2fas', '.erlang.cookie', 'mongod.keyfile', 'appsettings.Production.json'],
  ...['.m2/settings.xml', '.dbt/profiles.yml', '.snowflake/connections.toml', '.config/solana/id.json'],
  ...['.continue/config.json', '.aider.conf.yml', '.clasprc.json', '.config/configstore/firebase-tools.json'],
  ...[
    '.env',
    '.env.local',
    'prod.env',
    'prod.env.local',
    'env.production',
    '.env-staging',
    '.envrc',
    'a/.ENV',
  ],
  ...['credentials.json', 'credentials', '.credentials', 'aws_credentials', 'google-credentials.json'],
  ...[
    'service-account.json',
    'service_account_key.json',
    'my-serviceAccount.json',
    'firebase-adminsdk-1.json',
  ],
  ...[
    'secrets.yml',
    'secrets.prod.json',
    'secret.txt',
    'config/secrets.yaml',
    'db-password.txt',
    'passwords.csv',
  ],
  ...['terraform.tfstate', 'terraform.tfstate.backup', 'prod.tfvars', 'a.auto.tfvars', 'prod.tfvars.json'],
  ...['kubeconfig', 'kubeconfig.yaml', 'prod.kubeconfig', '.kube/config', 'kube-config'],
  ...[
    'key.p8',
    'AuthKey_1.p8',
    'me.ppk',
    'id_rsa',
    'id_ed25519',
    'id_rsa.bak',
    'tls.key',
    'cert.pem',
    'a.pfx',
    'a.jks',
  ],
  ...[
    '.npmrc',
    '.pypirc',
    '.netrc',
    '.pgpass',
    '.git-credentials',
    '.docker/config.json',
    '.htpasswd',
    '.vault-token',
  ],
  ...[
    '.bash_history',
    '.zsh_history',
    '.python_history',
    '.psql_history',
    '.node_repl_history',
    'ConsoleHost_history.txt',
  ],
  ...[
    'token',
    'token.json',
    '.token',
    'access-token.txt',
    'api_key.txt',
    'apikey',
    'oauth.json',
    'auth.json',
  ],
  ...[
    '.ssh/config',
    '.aws/config',
    '.gnupg/x',
    'client_secret_1.json',
    'master.key',
    'wallet.dat',
    'logins.json',
  ],
  ...[
    'wp-config.php',
    'local.settings.json',
    'appsettings.secrets.json',
    'vpn.ovpn',
    'passwords.kdbx',
    '.env~',
  ],
  ...[
    '.dev.vars',
    '.dev.vars.production',
    '.flaskenv',
    'keys.txt',
    'my.agekey',
    'wg0.conf',
    'wpa_supplicant.conf',
  ],
  ...['.Rhistory', '.zhistory', '.julia_history', '.gdb_history', '.ghci_history', 'history.sqlite'],
  ...['serviceAccountKey.json', 'gcp-key.json', 'sa_key.json', 'openai_key.txt', 'deploy_key', 'github_rsa'],
  ...[
    '.npmrc.bak',
    '.pypirc.old',
    '.sentryclirc',
    '.config/stripe/config.toml',
    '.oci/config',
    '.ngrok2/ngrok.yml',
  ],
  ...[
    'recovery-codes.txt',
    'github-backup-codes.txt',
    'bitwarden_export.json',
    'cookies.json',
    'a.har',
    'x.tfplan',
  ],
  ...['.smbcredentials', '.authinfo', 'NuGet.Config', 'connectionStrings.config', 'private.jwk'],
];
const plain = [
  ...[
    'application.yml',
    'application-dev.ts',
    'src/radius.ts',
    'local-state.ts',
    'gradle.properties',
    'private/a.ts',
  ],
  ...[
    'src/stripe/pay.ts',
    'ngrok/index.js',
    'keyboard-keys.json',
    'docs/history',
    'src/history.ts',
    'session.ts',
  ],
  ...[
    'src/a.ts',
    'README.md',
    '.env.example',
    '.env.sample',
    'prod.env.template',
    'env.ts',
    'src/environment.ts',
  ],
  ...[
    'src/token.ts',
    'src/secretFiles.ts',
    'docs/passwords.md',
    'tokenizer.py',
    'src/auth/login.ts',
    'authors.txt',
  ],
  ...[
    'keyboard.json',
    'monkey.txt',
    'history.md',
    'src/credentials.ts',
    'package.json',
    'tsconfig.json',
    'main.tf',
  ],
  ...['secrets.example.yml', 'kubernetes.yaml', 'test/keys.test.ts'],
];

describe('by its name', () => {
  it.each(secret)('%s holds secrets', (path) => expect(holdsSecrets(path)).toBe(true));
  it.each(plain)('%s does not', (path) => expect(holdsSecrets(path)).toBe(false));

  it('is told in time that grows with it', () => {
    fc.assert(
      fc.property(fc.constantFrom('.', '-', 'a.', '_token', '.env', '/', 'key.'), (part) => {
        const { user } = process.cpuUsage();
        holdsSecrets(part.repeat(100_000));
        expect(process.cpuUsage().user - user).toBeLessThan(1e6);
      }),
    );
  });
});

const random = 'q7Rk2Lw9ZtXc4VbN8mHd';

describe('by its text', () => {
  it.each([
    'admin:$2y$10$abcdefghijklmnopqrstuuW0123456789abcdefghijklmnopqrstu',
    'root:$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789:19000:0:99999:7:::',
    `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN'.repeat(3)}`,
    'vault = hvs.CAESIabcdefghijklmnop_12345',
    '-----BEGIN RSA PRIVATE KEY-----\nMII',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----',
    'PuTTY-User-Key-File-3: ssh-rsa',
    `password = "${random}"`,
    `DB_PASSWORD=${random}`,
    `"apiKey": "${random}"`,
    `const client_secret = '${random}';`,
    `auth_token: ${random}`,
    `postgres://me:${random}@db/prod`,
    'key: sk-proj-0123456789abcdefGHIJ',
    'AKIAIOSFODNN7Q2WERTY',
    `<password>${random}</password>`,
    `<add key="ApiKey" value="${random}" />`,
    `password: >-\n  ${random}`,
    `SECRET_KEY = 'django-insecure-#9z(8x$7c6v5b4n3'`,
    `secret_key_base: ${random}`,
    `Authorization: Basic ${random}`,
    `curl -u "me:${random}" https://a.example`,
    `redis://:${random}@db:6379`,
    `machine a.example login me password ${random}`,
    `//registry.example/:_auth=${random}`,
    `https://a.blob.example/c?sv=2020&sig=${random}`,
    'https://hooks.slack.com/services/T00000000/B00000000/q7Rk2Lw9ZtXc4VbN8mHd',
    'https://discord.com/api/webhooks/123456789012345678/q7Rk2Lw9ZtXc4VbN8mHd',
    'bot 123456789:AAq7Rk2Lw9ZtXc4VbN8mHdq7Rk2Lw9ZtXc4',
    'rk_live_q7Rk2Lw9ZtXc4VbN8mHd',
    'SG.q7Rk2Lw9ZtXc4VbN8mHd.q7Rk2Lw9ZtXc4VbN8mHd',
    'client-key-data: LS0tLS1CRUdJTiBSU0E',
    '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
    // In one long line, and far down.
    JSON.stringify({ data: 'x'.repeat(50_000), apiKey: random }),
    `${' \n'.repeat(300_000)}-----BEGIN PRIVATE KEY-----`,
    `aws_secret_access_key = ${random}/${random}`,
  ])('%s holds secrets', (text) => expect(textHoldsSecret(`a\n${text}\nb`)).toBe(true));

  it.each([
    'const password = readPassword();',
    'password: string;',
    'token = process.env.API_TOKEN_NUMBER_1',
    'api_key = "your-api-key-1234567890"',
    'secret: "changeme12345"',
    'if (password === confirmation) return;',
    'passwordMinimumLength: 12',
    'https://example.com/a:b@c',
    'a hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'the public -----BEGIN CERTIFICATE-----',
    "token: 'identifier'",
    'password: "${process.env.DB_PASSWORD_1}"',
    'password: "{{ vault_password_123 }}"',
    '<password>${db.password.1}</password>',
    'curl -u user:$PASSWORD_OF_1 https://a.example',
  ])('%s does not', (text) => expect(textHoldsSecret(text)).toBe(false));

  it('is told in time that grows with it', () => {
    for (const part of [
      'password=',
      'token ',
      'a://b:',
      '-----BEGIN ',
      'A'.repeat(19),
      ' ',
      '"',
      'secret"]"]',
      '="secret" value="',
      'authorization: basic ',
      'login a password ',
      'curl -u a:',
    ]) {
      const { user } = process.cpuUsage();
      textHoldsSecret(part.repeat(Math.ceil(400_000 / part.length)));
      textHoldsSecret(`${part.repeat(100)}\n`.repeat(Math.ceil(4_000 / part.length)));
      expect(process.cpuUsage().user - user).toBeLessThan(2e6);
    }
  });
});

describe('of a folder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'der-secrets-'));
    const files = {
      'a.ts': 'flamingo',
      'private/b.ts': 'flamingo',
      'c.md': `flamingo\npassword = "${random}"`,
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  });
  afterEach(() => rm(root, { recursive: true }));
  const never = new AbortController().signal;

  it('those that the person names are passed over, and nothing is let in again', async () => {
    const patterns = await SecretPatterns.of(['private/', '!.env', ' ']);
    expect((await findFiles(root, never, patterns)).files.map(({ path }) => path)).toEqual(['a.ts', 'c.md']);
    expect(await isPassedOver(root, join(root, 'private', 'b.ts'), patterns)).toBe(true);
    expect(await isPassedOver(root, join(root, 'a.ts'), patterns)).toBe(false);
    expect(patterns.holds('.env')).toBe(true);
    expect((await SecretPatterns.of(['*.keep'])).holds('/elsewhere/x.keep')).toBe(true);
  });

  it('those with a password in them are not quoted', async () => {
    const found = await new WorkspaceIndex(root, await SecretPatterns.of(['private/'])).find(
      'flamingo',
      never,
    );
    expect(found.hits.map(({ path }) => path)).toEqual(['a.ts']);
  });
});

it('a diff says nothing of files that hold secrets', () => {
  const part = (path: string, line: string) =>
    `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n+${line}\n`;
  const [plainPart, named, inText] = [
    part('src/a.ts', 'x'),
    part('.env', 'A=b'),
    part('b.ts', `password = "${random}"`),
  ];
  const renamed = 'diff --git a/.env b/env.txt\nsimilarity index 100%\nrename from .env\nrename to env.txt\n';
  expect(withoutSecretFiles(plainPart + named + renamed + inText + plainPart, holdsSecrets)).toBe(
    plainPart + plainPart,
  );
});
