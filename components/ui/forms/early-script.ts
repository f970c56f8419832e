/** A control in which something was changed, and what it showed then: its text, or whether it was chosen. */
export type EarlyControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export type Early = { typed: Map<EarlyControl, string | boolean>; sent: Set<HTMLFormElement>; stop: () => void };

declare global {
  interface Window {
    foyerEarly?: Early;
  }
}

/**
 * Stands in the page itself and notes what somebody types, chooses and sends before the page's code has come. A form that
 * only this code can send is not sent by the browser: a password would end up in an address.
 */
export const EARLY_SCRIPT = `(() => {
  const typed = new Map(), sent = new Set();
  const note = ({ target }) => {
    if (!("value" in target)) return;
    typed.delete(target);
    typed.set(target, /^(checkbox|radio)$/.test(target.type) ? target.checked : target.value);
  };
  const hold = (event) => {
    if (event.target.hasAttribute("action")) return;
    event.preventDefault();
    sent.add(event.target);
  };
  addEventListener("input", note, true);
  addEventListener("submit", hold, true);
  const stop = () => {
    removeEventListener("input", note, true);
    removeEventListener("submit", hold, true);
  };
  window.foyerEarly = { typed, sent, stop };
})()`;
