import { createHmac } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";

const KEY = "foyer";
/** As many as the server lets one address have; loopback has addresses enough. */
const PER_ADDRESS = 50;
/** At the same time on their way. */
const BATCH = 100;

/** The key of the embedded server, made of the installation's secret as `lib/realtime/settings.ts` makes it. */
export const realtimeSecret = (authSecret: string) =>
  createHmac("sha256", authSecret).update("foyer embedded realtime v1").digest("hex");

/** Opens `count` sockets that follow `channels` in turn and then say nothing but what the protocol asks of them. */
export async function openIdle(port: number, secret: string, channels: readonly string[], count: number) {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(BATCH, count - sockets.length) }, (_, index) =>
      openOne(port, secret, channels[(sockets.length + index) % channels.length] ?? "", sockets.length + index),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

/** As many sockets to a server that knows no protocol, each on a path of its own. */
export async function openPlain(port: number, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(BATCH, count - sockets.length) }, async (_, index) => {
      const socket = connect(`ws://127.0.0.1:${port}/chats/${sockets.length + index}/visitor`, sockets.length + index);
      await once(socket, "open");
      return socket;
    });
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

function connect(url: string, index: number): WebSocket {
  const host = Math.floor(index / PER_ADDRESS) + 2;
  const localAddress = `127.0.${Math.floor(host / 250)}.${(host % 250) + 1}`;
  return new WebSocket(url, { localAddress, perMessageDeflate: false });
}

async function openOne(port: number, secret: string, channel: string, index: number): Promise<WebSocket> {
  const socket = connect(`ws://127.0.0.1:${port}/app/${KEY}?protocol=7&client=bench&version=1`, index);
  const subscribed = new Promise<void>((resolve, reject) => {
    socket.on("message", (data) => {
      const { event, data: details } = JSON.parse(String(data));
      if (event === "pusher:connection_established") {
        const { socket_id: socketId } = JSON.parse(details);
        const signature = createHmac("sha256", secret).update(`${socketId}:${channel}`).digest("hex");
        const wish = { event: "pusher:subscribe", data: { channel, auth: `${KEY}:${signature}` } };
        socket.send(JSON.stringify(wish));
      } else if (event === "pusher_internal:subscription_succeeded") resolve();
      else if (event === "pusher:ping") socket.send('{"event":"pusher:pong","data":{}}');
      else if (event === "pusher:error") reject(new Error(details));
    });
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
  });
  await subscribed;
  return socket;
}

export async function closeAll(sockets: readonly WebSocket[]): Promise<void> {
  await Promise.all(
    sockets.map((socket) => {
      const closed = socket.readyState === WebSocket.CLOSED ? undefined : once(socket, "close");
      socket.terminate();
      return closed;
    }),
  );
}
