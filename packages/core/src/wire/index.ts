export { follow } from "./follow.ts";
export {
  PROTOCOL,
  type Channel,
  type FromPage,
  type HostEnd,
  type PageEnd,
  type ToPage,
} from "./messages.ts";
export type { Json } from "./patch.ts";
export { serve, type Perform } from "./serve.ts";
