// In place of the package's own: nothing asks which of them it got, but for the one that carries a status.
const Plain = Error;

export {
  Plain as BadChannelName,
  Plain as BadEventName,
  Plain as TransportClosed,
  Plain as TransportPriorityTooLow,
  Plain as UnsupportedFeature,
  Plain as UnsupportedStrategy,
  Plain as UnsupportedTransport,
};
export class HTTPAuthError extends Error {}
