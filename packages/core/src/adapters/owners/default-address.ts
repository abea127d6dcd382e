import { DEFAULT_ENDPOINT, type Endpoint } from "../../hosts/endpoint.ts";
import { isLoopback } from "../../hosts/hostname.ts";

/** Whether an installed service would listen here unless the person has told it to listen elsewhere. */
export const isDefaultAddress = ({ dialHostname, port }: Endpoint): boolean =>
  port === DEFAULT_ENDPOINT.port && isLoopback(dialHostname);
