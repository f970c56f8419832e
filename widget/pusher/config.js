// In place of the package's own: of its options only those that widget/frame/chat/realtime.ts sets. The package's carries
// the defaults of every transport, and three generations of ways to authorise.
export function getConfig(options) {
  return {
    unavailableTimeout: 10_000,
    wsPort: 80,
    wssPort: 443,
    wsPath: "",
    wsHost: `ws-${options.cluster}.pusher.com`,
    ...options,
    useTLS: location.protocol === "https:" || options.forceTLS !== false,
    channelAuthorizer: options.channelAuthorization.customHandler,
  };
}
