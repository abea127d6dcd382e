// From Kubernetes' reference pages of kubectl and public issues. Not seen on a machine of ours.

export const NO_CURRENT_CONTEXT = "error: current-context is not set";

export const NO_CONTEXT = (name: string): string => `error: context "${name}" does not exist`;

export const UNREACHABLE =
  "Unable to connect to the server: dial tcp 192.0.2.10:6443: connect: connection refused";

export const NOT_FOUND = (resource: string, name: string): string =>
  `Error from server (NotFound): ${resource} "${name}" not found`;

/** The person may look, and may not scale. */
export const FORBIDDEN = (resource: string, name: string, namespace: string): string =>
  `Error from server (Forbidden): ${resource} "${name}" is forbidden: User "someone" cannot patch resource ` +
  `"${resource.split(".")[0]}/scale" in API group "apps" in the namespace "${namespace}"`;
