/**
 * Files that hold keys, passwords or what was typed, told by where they lie, by what they are called, and by what
 * stands in them. None of them is searched or attached; a person may name more, in the patterns of .gitignore.
 */
import type { Ignore } from 'ignore';

/** Folders of which everything is secret. */
const secretFolders =
  /(^|\/)(\.ssh|\.gnupg|\.aws|\.azure|\.gcloud|\.kube|\.docker|\.chef|\.terraform|\.terraform\.d|\.password-store|\.vault|\.pki|\.secrets|secrets\.d|private-keys-v1\.d|keyrings|keychains|\.oci|\.cloudflared|\.ngrok2|\.heroku|\.huggingface|\.bitcoin|\.ethereum|\.pulumi|\.zsh_sessions|\.bash_sessions|system-connections|\.snowflake|\.dbt|\.hex|\.fly|\.netlify|\.near-credentials|\.solana|\.cf|\.bluemix|\.ibmcloud|\.aliyun|\.tccli|\.scw|\.jfrog|\.influxdbv2|\.purple|\.weechat|\.subversion\/auth|ssl\/private|\.config\/(stripe|ngrok|doctl|gcloud|gh|op|rclone|hub|solana|configstore|github-copilot|lftp|netlify|railway|heroku|hcloud|scw|glab-cli|wandb|anthropic|bitwarden))\//;

/** Files that are secret in such a folder alone. */
const secretPaths =
  /(^|\/)(\.m2\/settings[\w-]*\.xml|kube\/config|\.continue\/config\.(json|ya?ml|ts)|solana\/id\.json|\.gradle\/gradle\.properties|\.bundle\/config|\.circleci\/cli\.yml|\.docker\/config\.json|docker\/config\.json|\.wandb\/settings|\.config\/hub|(free)?radius\/(clients\.conf|users)|\.lftp\/(rc|bookmarks))$/;

/** Whole names. */
const secretNames =
  /^(\.?env|\.?envrc|\.npmrc|\.yarnrc|\.yarnrc\.yml|\.pypirc|\.netrc|_netrc|\.pgpass|pgpass\.conf|\.my\.cnf|\.mylogin\.cnf|\.htpasswd|\.htdigest|\.git-credentials|\.gitcookies|\.dockercfg|\.dockerconfigjson|\.boto|\.s3cfg|\.rclone\.conf|rclone\.conf|\.vault-token|\.vault_pass|\.terraformrc|terraform\.rc|\.esmtprc|\.msmtprc|\.fetchmailrc|\.cvspass|\.pip\.conf|\.condarc|\.travis\.token|\.databrickscfg|\.snowsql|\.kaggle\.json|kaggle\.json|gcloud\.json|hosts\.yml|known_hosts|authorized_keys|shadow|gshadow|master\.key|credentials|\.credentials|\.secret|\.secrets|\.token|\.tokens|\.password|\.passwords|kubeconfig|firebase-adminsdk.*\.json|google-services\.json|googleservice-info\.plist|wp-config\.php|local\.settings\.json|appsettings\.(secrets|local)\.json|sftp(-config)?\.json|\.ftpconfig|\.remote-sync\.json|ovpn|\.openvpn|recentservers\.xml|sitemanager\.xml|filezilla\.xml|logins\.json|key[34]\.db|login data|cookies|cookies\.(sqlite|txt)|web data|wallet\.dat|id_(rsa|dsa|ecdsa|ed25519|ed448)(_sk)?|ssh_host_\w+_key)$/;

/** More whole names, of programs that are rarer. */
const rarerNames =
  /^(\.dev\.vars(\.[\w-]+)?|\.flaskenv|dotenv|nuget\.config|settings-security\.xml|keys?\.txt|\.authinfo|\.mbsyncrc|\.offlineimaprc|\.muttrc|\.passwd-s3fs|\.?smb\.?cred(s|entials)?|cifs\.creds?|\.rsync\.pass|rsyncd\.secrets|wpa_supplicant(-\w+)?\.conf|wg\d{1,3}\.conf|wireguard\.conf|ngrok\.ya?ml|\.sentryclirc|\.claude\.json|pip\.conf|pip\.ini|\.openai|\.anthropic|\.secret_key|rootkey\.csv|adc\.json|azureauth\.json|firebase-service-account\.json|kubelet\.conf|jupyter(_\w+)?_config\.json|docker-?config\.json|cookies?\.(json|txt|pickle|pkl)|prod[_-]env|mnemonic(\.\w+)?|seed[_-]?phrase(\.\w+)?|2fa\.(txt|json|csv)|totp\.(txt|json|csv)|otp\.(txt|json|csv)|pass\.txt|pwd\.txt|sudoers|utc--\d{4}-.*|connectionstrings\.config|key\.properties|keystore\.properties|passwords?\.(docx?|xlsx?|odt|ods|rtf)|\.irb-history|deploy[_-]?key|deploykey\.\w+)$/;

/** Names of clusters, machines that install themselves, remote desktops and second factors. */
const namesOfMachines =
  /^((admin|super-admin|controller-manager|scheduler)\.conf|(k3s|rke2)\.ya?ml|talosconfig|omniconfig|(auto)?unattend\.xml|sysprep\.(inf|xml)|\.?odbc\.ini|krb5cc(_\w+)?|\.(x|ice)authority|pubring\.kbx|\.doppler\.ya?ml|\.clasprc\.json|firebase-tools\.json|\.wakatime\.cfg|\.aider\.conf\.yml|winscp\.ini|confcons\.xml|ultravnc\.ini|keepass\.config\.xml|(aegis|authy|andotp|2fas)[\w-]*\.(json|txt)|appsettings\.(production|prod|staging)\.json|keys?\.(json|ya?ml))$/;

/** Names of frameworks' settings for where they run in earnest, of wallets, browsers, mail and copies of memory. */
const namesInEarnest =
  /^((application|bootstrap)-(prod|production|staging|live|secrets?)\.(ya?ml|properties)|(local_settings|settings_local)\.py|parameters\.ya?ml|tomcat-users\.xml|htpasswd|(pgadmin4|signons)\.(db|sqlite)|local state|logins\.csv|accounts\.xml|msmtprc|wallet(\.aes)?\.json|default_wallet|\.linode-cli|\.vultr-cli\.ya?ml|\.cdsapirc|\.ecmwfapirc|\.comet\.config|.*\.(macaroon|pcapng|hprof|mdmp|dmp|passwd|cookies?))$/;

/** Histories of shells and the like hold what was typed, passwords too. */
const histories =
  /^\.(\w+[._-])?(history|hist)$|^\.[a-z]{1,20}(history|hist)$|^\.?(bash|zsh|sh|fish|ksh|csh|tcsh|psql|mysql|sqlite|rediscli|mongo|mongosh|dbshell|python|node_repl|irb|pry|lesshst|less|viminfo|nu|histfile|consolehost)[._-]?history(\.txt|\.db|\.sqlite3?)?$|^history\.sqlite3?$|^\.(lesshst|viminfo|histfile|wget-hsts)$/;

/** By the ending. */
const secretEndings =
  /\.(env|pem|key|keys|p8|p12|pfx|pkcs8|pkcs12|ppk|asc|gpg|pgp|kdb|kdbx|agilekeychain|opvault|1pif|keystore|keychain|keychain-db|jks|jceks|bks|truststore|ovpn|tblk|rdp|tfstate|tfvars|auto\.tfvars|secret|secrets|credentials|password|passwords|token|tokens|kubeconfig|publishsettings|pubxml\.user|mobileprovision|cert|crt|der|kwallet|wallet|pcap|cscfg|keytab|shadow|agekey|age|jwk|snk|pvk|pgpass|p7b|pk8|tfplan|nmconnection|1pux|har|sso|keyfile|2fas|erlang\.cookie)(\.(bak|old|orig|save|backup|json|txt|ya?ml|enc|tmp|swp|\d{1,3}))*~?$/;

/** `.env.production`, `prod.env.local`, `env.staging`; a template without values is named by its ending. */
const environments = /^(?:[\w-]+\.)*\.?env(?:rc)?(?:\.[\w-]+)+$|^\.env[\w-]+$/;
const code = /^[^.].*\.(ts|js|[cm][jt]s|[jt]sx|py|go|rs|java|kt|rb|cs|php|vue|md|html|css)$/;
const template = /[._-](example|sample|template|dist|defaults?|schema)$/;

/** A word for secrets in the name of a file of data: `db-credentials.yml`, `secrets.prod.json`, `service-account.json`. */
const secretWords =
  /(^|[ ._-])(secrets?|credentials?|creds?|passwords?|passwd|passphrase|tokens?|api[_-]?keys?|private[_-]?keys?|access[_-]?keys?|service[_-]?accounts?|client[_-]?secrets?|oauth2?|auth|keyfile|vault|signing)([ ._-]|$)/;
const dataEndings =
  /\.(json|json5|jsonc|ya?ml|toml|ini|cfg|conf|config|properties|xml|plist|csv|tsv|txt|env|enc|db|sqlite3?|bak|old|php|rb|bin|pickle|pkl|\d{1,3})$|^\.?[^.]+$/;
/** Tokens of language models and of designs are none. */
const otherTokens = /^(special_tokens_map|added_tokens|(design|color|theme)[._-]?tokens?)\b/;

/** Keys by what they open: `serviceAccountKey.json`, `gcp-key.json`, `openai_key.txt`; and what brings one back in. */
const ofSomebody =
  /(^|[._-])(account|age|deploy|ssh|host|gcp|gcs|gcloud|google|firebase|aws|azure|openai|anthropic|gemini|mistral|groq|stripe|github|gitlab|slack|secret|sa|admin|master|session|license|jwt|rsa|sign|encryption|decryption)[._-]?keys?([._-]|$)|(^|[._-])(recovery|backup)[._-]?codes?([._-]|$)|(^|[._-])jwt[._-]?private([._-]|$)|(bitwarden|lastpass|1password|keepass|dashlane)[\w-]*\.(csv|json|xml|txt)$|[._-]rsa$/;

/** Longer names are cut before they are looked at. */
const longestName = 300;

/** Whether a file of this path usually holds keys, passwords or what was typed. Slashes part folders. */
export function holdsSecrets(path: string): boolean {
  const lower = path.slice(-4 * longestName).toLowerCase();
  if (secretFolders.test(`/${lower}`) || secretPaths.test(lower)) return true;
  // `serviceAccountKey.json` is two words and more.
  const last = copied(path.slice(path.lastIndexOf('/') + 1).slice(-longestName));
  const name = last.toLowerCase();
  const inWords = last.replace(/([a-z\d])(?=[A-Z])/g, '$1-').toLowerCase();
  if (template.test(name.replace(/\.(json|ya?ml|toml|ini|tfvars|properties)$/, ''))) return false;
  return (
    secretNames.test(name) ||
    rarerNames.test(name) ||
    namesOfMachines.test(name) ||
    namesInEarnest.test(name) ||
    secretNames.test(name.replace(/\.(bak|old|orig|save|backup)$/, '')) ||
    histories.test(name) ||
    secretEndings.test(name) ||
    (environments.test(name) && !code.test(name)) ||
    /^id_(rsa|dsa|ecdsa|ed25519|ed448)/.test(name) ||
    /(^|[._-])kube[._-]?config([._-]|$)/.test(name) ||
    ((secretWords.test(inWords) || ofSomebody.test(inWords)) &&
      dataEndings.test(name) &&
      !otherTokens.test(name))
  );
}

/** The name without what file managers and editors put around that of a copy: `.env copy 2`, `Copy of .env`, `#.env#`. */
function copied(name: string): string {
  return name
    .replace(/^#(.+)#$/, '$1')
    .replace(/^(?:copy|kopie) (?:of|von) /i, '')
    .replace(/(?<! )(?: - )?(?: ?\((?:copy|kopie|\d{1,3})\)| (?:copy|kopie))(?: \d{1,3})?$/i, '')
    .replace(/(?<! ) ?\(\d{1,3}\)$/, '');
}

/** What the person has named, beside what is known: it adds, and takes nothing away. */
export class SecretPatterns {
  /** Nothing but what is known. */
  static readonly none = new SecretPatterns(undefined);

  private constructor(private readonly patterns: Ignore | undefined) {}

  /** @param more patterns as in .gitignore; one that would take something out again is passed over. */
  static async of(more: readonly string[]): Promise<SecretPatterns> {
    const adding = more.filter((pattern) => pattern.trim() !== '' && !pattern.trimStart().startsWith('!'));
    if (adding.length === 0) return SecretPatterns.none;
    const { default: make } = await import('ignore');
    return new SecretPatterns(make({ ignorecase: true }).add([...adding]));
  }

  /** @param path relative to the folder that is read, with slashes; of a file elsewhere its name counts. */
  holds(path: string): boolean {
    if (holdsSecrets(path)) return true;
    const relative = !path.startsWith('/') && !path.split('/').includes('..');
    const looked = relative ? path : path.slice(path.lastIndexOf('/') + 1);
    return looked !== '' && looked !== '..' && this.patterns !== undefined && this.patterns.ignores(looked);
  }
}
