// Platform layer for pusher-js, which keeps its core apart from the platform (`src/runtimes/` in the package). The one it
// ships for browsers carries long polling, script loading and JSONP, half of its size; the widget connects by WebSocket
// alone, and its own pulse bridges a blocked one.
import Dispatcher from "core/events/dispatcher";
import FirstConnectedStrategy from "core/strategies/first_connected_strategy";
import SequentialStrategy from "core/strategies/sequential_strategy";
import Transport from "core/transports/transport";
import TransportManager from "core/transports/transport_manager";
import { ws as urls } from "core/transports/url_schemes";

const network = new Dispatcher();
network.isOnline = () => navigator.onLine;
for (const type of ["online", "offline"]) addEventListener(type, () => network.emit(type));

const ws = new Transport({
  urls,
  handlesActivityChecks: false,
  supportsPing: false,
  isInitialized: () => true,
  isSupported: () => true,
  getSocket: (url) => new WebSocket(url),
});

export default {
  Transports: { ws },
  TimelineTransport: { name: "none" },
  setup: (Pusher) => Pusher.ready(),
  getProtocol: () => location.protocol,
  getLocalStorage: () => undefined,
  getNetwork: () => network,
  // Asked for even where the handler is our own; never called.
  getAuthorizers: () => ({ ajax: () => {} }),
  randomInt: (max) => Math.floor(Math.random() * max),
  transportConnectionInitializer() {
    this.changeState("initialized");
  },
  getDefaultStrategy(config, options, defineTransport) {
    const manager = new TransportManager({ minPingDelay: 10_000, maxPingDelay: config.activityTimeout });
    const transport = defineTransport(
      config,
      options.useTLS ? "wss" : "ws",
      "ws",
      3,
      {
        ...options,
        hostNonTLS: `${config.wsHost}:${config.wsPort}`,
        hostTLS: `${config.wsHost}:${config.wssPort}`,
        httpPath: config.wsPath,
      },
      manager,
    );
    const loop = new SequentialStrategy([transport], { loop: true, timeout: 15_000, timeoutLimit: 60_000 });
    return new FirstConnectedStrategy(loop);
  },
};
