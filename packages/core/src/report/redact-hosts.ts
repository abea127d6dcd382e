import { canonicalHostname } from "../hosts/hostname.ts";
import { isOrdinary } from "./known-words.ts";
import type { Placeholders } from "./placeholders.ts";
import { isPublicHost } from "./public-names.ts";
import { isIpv6 } from "./redact-addresses.ts";

/** Names and addresses of machines, names of people, and e-mail addresses. This machine's own address stays. */
export function redactHosts(text: string, placeholders: Placeholders): string {
  const { mark } = placeholders;
  const host = (name: string): string => shownHost(name, placeholders);
  return text
    .replaceAll(URL_HOST, (_all, before: string, name: string) => before + host(name))
    .replaceAll(JOURNAL, (_all, time: string, name: string) => time + host(name))
    .replaceAll(AT, (all, user: string, at: string, name: string) =>
      shownAt(all, [user, at, name], placeholders),
    )
    .replaceAll(MACHINE, (name) =>
      /^(docker|rancher|remote|podman|ollama)/i.test(name) ? name : mark("host", name),
    )
    .replaceAll(FQDN, (name) => host(name))
    .replaceAll(NAMED_HOST, (all, before: string, name: string) =>
      IS_TELLING.test(name) ? all : before + host(name),
    )
    .replaceAll(NAMED_USER, (all, before: string, name: string) =>
      isOrdinary(name) || IS_TELLING.test(name) ? all : before + mark("user", name),
    )
    .replaceAll(DOMAIN_USER, (all, domain: string, slash: string, user: string) =>
      isOrdinary(user) ? all : `${host(domain)}${slash}${mark("user", user)}`,
    )
    .replaceAll(LIST, (_all, before: string, names: string) => before + names.replaceAll(LISTED, host))
    .replaceAll(NAMESPACE, (all, before: string, name: string) =>
      isOrdinary(name) ? all : before + mark("name", name),
    );
}

/** A name or an address; that of this machine or of a public place stays. */
export function shownHost(name: string, { mark }: Placeholders): string {
  const bare = name.replace(/\.$/, "");
  if (bare === "" || /^[…*.]*$/.test(bare) || isPublicHost(bare)) return name;
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(bare) || isIpv6(bare.replaceAll(/[[\]]/g, "")))
    return mark("address", canonicalHostname(bare));
  return mark("host", bare);
}

const MARK = "[\\uE000-\\uE7FF][\\uE800-\\uEFFF]";
const LABEL = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,62})`;

const URL_HOST = new RegExp(
  String.raw`((?<![A-Za-z])(?:https?|wss?|ssh|s?ftps?|smb|tcp|udp|git|socks[45]?h?|nfs|rsync|redis|postgres(?:ql)?|mongodb|s3)(?::|%3A)(?:\\?/|%2F){2}(?:(?:…|${MARK}|[\w.-]{1,64})@)?)(\[[0-9A-Fa-f:.%\w]{2,80}\]|[^\s/:@"'?#\\,;()<>[\]{}|%&…\uE000-\uEFFF]{1,255})`,
  "giu",
);

/** What a journal puts before a line: its machine. */
const JOURNAL =
  /^((?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:?\d\d)) )([\w.-]{1,253})(?= [\w.@/-]{1,80}(?:\[\d{1,10}\])?: )/gm;

const AT =
  /(?<![\p{L}\p{N}_.+%/-])([\p{L}\p{N}_.+-]{1,64})(@|%40)([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,252}[\p{L}\p{N}_])?)/gu;

function shownAt(
  all: string,
  [user, at, name]: readonly [string, string, string],
  placeholders: Placeholders,
): string {
  if (/^v?\d+(\.\d+)*([-+].*)?$/.test(name) && !/^(\d{1,3}\.){3}\d{1,3}$/.test(name)) return all;
  if (/\.(service|socket|timer|target|slice)$/.test(name) || /^sha(256|512)$/i.test(user)) return all;
  const shownUser = isOrdinary(user) ? user : placeholders.mark("user", user);
  return `${shownUser}${at}${shownHost(name, placeholders)}`;
}

/** Names that only exist in networks of people and firms, then names of the internet. */
const PRIVATE =
  "local|lan|internal|home|arpa|corp|intra|intranet|private|localdomain|localnet|box|lab|office|vpn|zt|test|invalid|example|domain|ts\\.net|nip\\.io";
const PUBLIC =
  "com|net|org|io|dev|ai|app|cloud|co|edu|gov|mil|int|info|biz|tech|xyz|online|site|network|systems|solutions|company|eu|de|fr|uk|nl|ch|at|us|ca|au|nz|br|jp|kr|cn|ru|in|it|es|pt|se|fi|dk|be|pl|cz|ie|il|sg|hk|tw|za|mx|ua|no|gr|hu|ro|tr|me";
const FQDN = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.@/\\-]|[\p{L}\p{N}_]\.)(?:\*?\.)?(?:${LABEL}\.){1,8}(?:${PRIVATE}|${PUBLIC})\.?(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}_(*])`,
  "giu",
);

/** `DESKTOP-4F2K9QX`, `annas-macbook`, `Anna's MacBook Pro`. */
const MACHINE =
  /(?<![\p{L}\p{N}_./-])(?:(?:DESKTOP|LAPTOP|WIN|EC2AMAZ)-[A-Z0-9]{5,15}|ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}|[\p{L}\p{N}]{1,40}(?:['’]s[- ]|s?-)(?:MacBook|MBP|MBA|iMac|Mac[-_ ]?mini|Mac[-_ ]?Studio|Mac[-_ ]?Pro|ThinkPad|Laptop|Notebook|Desktop|PC|Workstation|Rechner|NAS|NUC|XPS|Surface|Homelab)(?:[-_ ](?:Pro|Air|Mini|Max|\d{1,4}))?)(?:\.[\p{L}\p{N}.-]{1,100})?(?![\p{L}\p{N}_])/giu;

const NAMED_HOST =
  /((?<![\w-])(?:hostname|host_name|computername|computer|machine|nodename|node|lookup|server name|servername|sni|ssh-remote(?:\+|%2B)|tunnel\+|x-forwarded-host|ollama_host|host)(?:\\{0,3}["'])?(?:[=:] ?|(?<=lookup) |(?<=\+|%2B))(?:\\{0,3}["'[])?)([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,252})(?![\p{L}\p{N}_]|\/\/)/giu;
const NAMED_USER =
  /((?<![\w-])(?:user|username|user_name|user name|logname|login|run_as|account|for user|uid=\d{1,10}\(|gid=\d{1,10}\()(?:\\{0,3}["'])?(?:[=:] ?|(?<=for user|user) (?=["'])|(?<=for user) |(?<=\())(?:\\{0,3}["'(])?)([\p{L}_][\p{L}\p{N}_.-]{1,63})(?![\p{L}\p{N}_])/giu;
/** `ACME\anna`; not `ERROR\nnext line`. */
const DOMAIN_USER =
  /(?<![\w\\.-])([A-Z][A-Z0-9-]{1,14}|[\uE000-\uE7FF][\uE800-\uEFFF])(\\{1,2})(?![nrtuvx"'\\])([a-z][\w.-]{1,30})(?![\w\\])/g;
/** The names in a certificate, and those that no proxy is used for. */
const LIST =
  /((?<![\w-])(?:no_proxy\\{0,3}["']?[=:]\\{0,3}["']?(?=\S)|certificate is valid for (?=[^\n])|(?:CN|OU|O|DNS)[=:](?![\s:])))((?<=no_proxy\W{1,8})[^\s"'\]\\]{1,2000}|(?<!no_proxy\W{1,8})[^"'\n]{1,2000})/gi;
const LISTED =
  /(?!(?:not|valid|for|but|and)\b|[A-Z]{1,3}[=:]|\d+\b)(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_*.][\p{L}\p{N}_*.-]{1,252}/gu;
const NAMESPACE = /(--(?:context|namespace|kubeconfig|cluster|pod)[ =])([\w.-]{2,200})/g;
const IS_TELLING =
  /^(true|false|null|none|nil|undefined|string|unknown|registry|model|cpu|cuda|gpu|rocm|metal|vulkan|https?|role|name|content|images?|on|no|is|\d+(\.\d+)?)$/i;
