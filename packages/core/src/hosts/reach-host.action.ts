import * as l10n from "@vscode/l10n";
import type { Failure } from "../shared/failure.ts";
import type { ActionContext } from "../ui/action.ts";
import type { Choice } from "../ui/choice.ts";
import { serverLabel } from "../service/server.view.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { grouped, plural, sentences } from "../ui/text/format.view.ts";
import { originOf, type Endpoint } from "./endpoint.ts";
import type { Access, HostTest } from "./host-book.port.ts";
import type { TlsSetting } from "./tls-trust.ts";

type Reached = { readonly name: string; readonly endpoint: Endpoint };

/** What a person may do about a host that does not answer as it should. */
type Remedy = "address" | "headers" | "certificate" | "authority" | "again" | "anyway";

/**
 * Tests a host until it answers, or until the person wants it as it is. Resolves with how it is reached;
 * with `undefined` if the person gives up.
 */
export async function reachHost(
  context: ActionContext,
  host: Reached,
  access: Access,
): Promise<Access | "other-address" | undefined> {
  const { hosts, prompt, show } = context;
  const found = await hosts.test(host.endpoint, access);
  if (found.kind === "found") {
    show.mention(describeFound(host.name, found));
    return access;
  }
  const remedy = await prompt.choose({
    title: l10n.t("“{0}” could not be tested", host.name),
    placeholder: l10n.t("Select what to do about it"),
    choices: remediesFor(found.failure),
  });
  switch (remedy) {
    case undefined:
      return undefined;
    case "anyway":
      return access;
    case "address":
      return "other-address";
    case "again":
      return reachHost(context, host, access);
    case "headers": {
      const headers = await prompt.newHeaders(originOf(host.endpoint), access.headers);
      return reachHost(context, host, headers ? { ...access, headers } : access);
    }
    case "certificate":
      return reachHost(context, host, withTrust(access, await askToTrust(context, host)));
    case "authority": {
      const caFile = await prompt.file(l10n.t("Certificates of the Authority (PEM)"));
      return reachHost(context, host, withTrust(access, caFile === undefined ? undefined : { caFile }));
    }
  }
}

const withTrust = ({ headers, ...trust }: Access, chosen: TlsSetting | undefined): Access => ({
  ...(chosen ?? trust),
  ...(headers && { headers }),
});

function remediesFor(failure: Failure): readonly Choice<Remedy>[] {
  const isTls = failure.kind === "unreachable" && failure.cause === "tls";
  const isTurnedAway = failure.kind === "forbidden" || failure.kind === "redirected";
  return [
    ...(isTls
      ? [
          choice("certificate", l10n.t("Trust This Certificate…"), l10n.t("after comparing its fingerprint")),
          choice("authority", l10n.t("Choose a CA File…"), l10n.t("the certificates of its authority")),
        ]
      : []),
    ...(isTurnedAway
      ? [choice("headers", l10n.t("Set Request Headers…"), l10n.t("such as a token; sent only to this host"))]
      : []),
    // Here and not in the placeholder, which is cut off and covers the title when the pointer is over it.
    { ...choice("again", l10n.t("Try Again")), more: describeFailure(failure) },
    choice("address", l10n.t("Change Address…")),
    choice("anyway", l10n.t("Add Anyway")),
  ];
}

const choice = (value: Remedy, label: string, detail = ""): Choice<Remedy> => ({ value, label, detail });

/** Shows the certificate's fingerprint; resolves with `undefined` unless the person trusts it. */
async function askToTrust(
  { hosts, confirm, show }: ActionContext,
  { name, endpoint }: Reached,
): Promise<TlsSetting | undefined> {
  const certificate = await hosts.certificate(endpoint);
  if (!certificate) {
    show.mention(l10n.t("The certificate of “{0}” could not be read.", name));
    return undefined;
  }
  const { fingerprint, subject, issuer, validUntil } = certificate;
  const isTrusted = await confirm.confirm({
    text: l10n.t("Trust this certificate of “{0}”?", name),
    detail: [
      l10n.t("SHA-256: {0}", fingerprint),
      l10n.t("For: {0}. Issued by: {1}. Valid until: {2}.", subject, issuer, validUntil),
      l10n.t(
        "Compare the fingerprint with that on the host. Paddock then accepts this certificate there, and no other.",
      ),
    ].join("\n\n"),
    yes: l10n.t("Trust"),
  });
  return isTrusted ? { fingerprint } : undefined;
}

function describeFound(name: string, { answering, models }: Extract<HostTest, { kind: "found" }>): string {
  const count = plural(models, {
    one: l10n.t("It has {0} model.", grouped(models)),
    other: l10n.t("It has {0} models.", grouped(models)),
  });
  return sentences(l10n.t("“{0}” answers: {1}.", name, serverLabel(answering)), count);
}
