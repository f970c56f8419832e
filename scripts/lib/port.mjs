// Whether the port can be had, in words. Used by scripts/start.mjs before the slow steps and by server.ts.
import { createServer } from "node:net";

/** @param {string} host @param {number} port @returns {Promise<string | null>} what is wrong and how to mend it */
export function portProblem(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(explainListenError(error, host, port)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** @param {unknown} error @param {string} host @param {number} port @returns {string} */
export function explainListenError(error, host, port) {
  const code = error instanceof Error && "code" in error ? error.code : "";
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is already in use (perhaps Foyer runs already?). Stop the program that uses it, or choose another port: PORT=${port < 65535 ? port + 1 : 3000} npm start`;
    case "EACCES":
      return `Port ${port} needs more rights than this user has. Choose a port above 1023: PORT=3000 npm start`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST=${host} is not an address of this machine. Leave HOST out to listen on all of them, or set it to 127.0.0.1 for this machine only.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}. Choose another PORT or HOST.`;
  }
}
