// `node --import redirect.mjs`: sends the connections of a test suite to where our server listens, so that the suite can
// keep the names of Pusher's own hosts. CONFORMANCE_HOSTS: JSON object of `host:port` to `host:port`.
import net from "node:net";

const targets = new Map(Object.entries(JSON.parse(process.env.CONFORMANCE_HOSTS ?? "{}")));
const connect = net.Socket.prototype.connect;

/** `net.connect` hands over its arguments as one array, others an object; a path or a bare port is none of ours. */
net.Socket.prototype.connect = function connectElsewhere(...given) {
  const [options, onConnect] = Array.isArray(given[0]) ? given[0] : given;
  const target = targets.get(`${options?.host}:${options?.port}`);
  if (target === undefined) return connect.apply(this, given);
  const [host, port] = target.split(":");
  return connect.call(this, { ...options, host, port: Number(port) }, onConnect);
};
