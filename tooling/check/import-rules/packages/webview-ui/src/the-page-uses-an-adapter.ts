import { nodeTransport } from "@paddock/core/adapters";
console.log(nodeTransport);
