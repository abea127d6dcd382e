import type { ProxyReport } from "../../doctor/machine-report.ts";
import { withoutCredentials, type Endpoint } from "../../hosts/endpoint.ts";

/** The proxy in the settings of the editor. */
export type EditorProxy = { readonly url: string; readonly except: readonly string[] };

/**
 * The variables for requests by a scheme (curl(1)). VS Code reads them too, where its own setting names no proxy, and then
 * `HTTP_PROXY` also for https (vs/platform/request/node/proxy.ts).
 */
const VARIABLES = {
  http: ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
  https: ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
} as const satisfies Record<Endpoint["scheme"], readonly string[]>;

/** The proxies that requests of the editor by this scheme may go through, without their passwords. */
export function proxiesOf(
  environment: Readonly<Record<string, string | undefined>>,
  editor: EditorProxy | undefined,
  scheme: Endpoint["scheme"],
): ProxyReport {
  const named = [
    { via: "http.proxy", url: editor?.url ?? "" },
    ...VARIABLES[scheme].map((via) => ({ via, url: environment[via] ?? "" })),
  ].filter(({ url }) => url !== "");
  const noProxy = environment["NO_PROXY"] ?? environment["no_proxy"] ?? "";
  return {
    proxies: named.map(({ via, url }) => ({ via, url: withoutCredentials(url) })),
    except: [...(editor?.except ?? []), ...noProxy.split(/[,\s]+/)].filter((name) => name !== ""),
  };
}
