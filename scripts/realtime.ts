// `npm run realtime`: the realtime server as a service of its own, on port 6001, for several instances of the app. It takes
// PUSHER_APP_ID, PUSHER_KEY and PUSHER_SECRET, which the instances have as well (docs/realtime.md).
import { type RealtimeService, startRealtimeService } from "@/lib/realtime/service";
import { explainStartFailure } from "@/lib/startup/explain";
import { handleProcessEvents } from "@/lib/startup/stop-signals";

/** Clients that come back are spread over this long; somebody who pressed Ctrl-C waits in front of the terminal. */
const STAGGER_MS = { SIGTERM: 4000, SIGINT: 1000 };

let service: RealtimeService | undefined;
handleProcessEvents(async (signal) => service?.close(STAGGER_MS[signal]));
startRealtimeService(process.env).then(
  (started) => {
    service = started;
    console.log(`Realtime is ready on port ${started.port}.`);
  },
  (error: unknown) => {
    console.error(explainStartFailure(error).join("\n"));
    process.exit(1);
  },
);
