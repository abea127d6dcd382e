import * as net from "node:net";
import { Observable } from "rxjs";
import type { Endpoint } from "../../hosts/endpoint.ts";
import { PortError } from "../../shared/failure.ts";
import type { ServiceProbe } from "../../service/probe.port.ts";
import { toPortError } from "../http/transport-failure.ts";

/** Milliseconds after which an attempt to connect fails. */
const CONNECT_PATIENCE_MS = 10_000;
/** TCP keep-alive: without it, a machine that vanished would go unnoticed. */
const KEEP_ALIVE_MS = 15_000;

/** Holds an idle TCP connection to an endpoint. */
export const tcpProbe = ({ dialHostname, port }: Endpoint): ServiceProbe => ({
  hold: () =>
    new Observable((subscriber) => {
      let isOpen = false;
      const socket = net.connect({
        host: dialHostname,
        port,
        keepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_MS,
      });
      const connectTimeout = setTimeout(
        () => socket.destroy(new PortError({ kind: "timed-out", afterMs: CONNECT_PATIENCE_MS })),
        CONNECT_PATIENCE_MS,
      );
      socket.on("connect", () => {
        isOpen = true;
        clearTimeout(connectTimeout);
        subscriber.next("open");
      });
      socket.on("error", (error) => {
        if (!isOpen) subscriber.error(toPortError(error));
      });
      socket.on("close", () => subscriber.complete());
      socket.resume(); // unread bytes would delay the `close` event
      return () => {
        clearTimeout(connectTimeout);
        socket.destroy();
      };
    }),
});
