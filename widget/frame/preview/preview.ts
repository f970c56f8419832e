// The frame on the page Appearance: everything a visitor sees, fed by that page, and reaching nothing.

import { PREVIEW_READY, type PreviewMessage } from "@/lib/appearance/preview-schemas";
import "../main";
import { showForm } from "../entrance";
import { state, update } from "../state";

const root = document.documentElement;
let place = "";

/** The policy of this page lets nothing out either; so the widget meets answers instead of failures. */
globalThis.fetch = async () => Response.json(state.widget);

// Nobody takes what is typed into a preview.
addEventListener(
  "submit",
  (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

addEventListener("message", ({ data, origin, source }: MessageEvent<PreviewMessage | undefined>) => {
  if (source !== parent || origin !== location.origin || data?.foyer !== "preview") return;
  show(data);
});

function show({ widget, theme, dir }: PreviewMessage): void {
  root.dataset.theme = theme;
  root.dir = dir;
  update({ widget });
  // Begins anew only where other departments, their states or what they ask lead elsewhere: an opened form stays open.
  const asked = widget.departments.map(({ id, state, form }) => [id, state, !!form]);
  const next = JSON.stringify([asked, !!widget.consent]);
  if (next === place) return;
  place = next;
  const { departments } = widget;
  const stays = departments.find(({ id }) => state.view === "form" && id === state.departmentId);
  const [only] = departments;
  if (stays) showForm(stays.id);
  else if (departments.length > 1) update({ view: "picker", departmentId: undefined });
  else showForm(only?.id);
}

// No focus is ever taken from the form beside it.
parent.postMessage(PREVIEW_READY, location.origin);
