import { tcpProbe } from "../adapters/owners/tcp-probe.ts";
console.log(tcpProbe);
