import { canonicalHostname } from "../hosts/hostname.ts";
import type { Placeholders } from "./placeholders.ts";
import { isOwnHost } from "./public-names.ts";

/** Addresses of networks and of network cards. Loopback and "all addresses" stay. */
export function redactAddresses(text: string, placeholders: Placeholders): string {
  const address = (found: string): string => shownAddress(found, placeholders);
  return text
    .replaceAll(MAC, (found) => placeholders.mark("address", found))
    .replaceAll(IPV6, (all, inBrackets: string | undefined, bare: string | undefined) =>
      isIpv6(inBrackets ?? bare ?? "") ? address(all) : all,
    )
    .replaceAll(IPV4, address);
}

function shownAddress(found: string, { mark }: Placeholders): string {
  const bare = found.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  return isOwnHost(bare) ? found : mark("address", canonicalHostname(bare));
}

const MAC =
  /(?<![\w:-])(?:[0-9A-Fa-f]{2}:(?:[0-9A-Fa-f]{2}:){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{2}-(?:[0-9A-Fa-f]{2}-){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w:-])/g;

const V6 = String.raw`(?:[0-9A-Fa-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4})`;
const ZONE = String.raw`(?:%(?:25)?[\w.-]{1,30})?`;
const IPV6 = new RegExp(String.raw`\[(${V6})${ZONE}\]|(?<![\w:.\]])(${V6})(?![\w:])${ZONE}`, "g");
/** Drivers and engines have versions of four numbers. */
const BYTE = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const IPV4 = new RegExp(
  String.raw`(?<![\w.]|(?:version|driver|build)[ =:"']{1,2})(?:${BYTE}\.){3}${BYTE}(?!\w|\.\d)`,
  "gi",
);

export function isIpv6(text: string): boolean {
  const [plain = ""] = text.split("%");
  if (!/^[0-9a-fA-F:.]+$/.test(plain) || !plain.includes(":")) return false;
  const groups = plain.split(":");
  const wide = groups.reduce((sum, group) => sum + (group.includes(".") ? 2 : 1), 0);
  const gaps = plain.split("::").length - 1;
  if (gaps === 1) return wide <= 9 && !plain.includes(":::");
  return gaps === 0 && wide === 8 && groups.every((group) => group !== "");
}
