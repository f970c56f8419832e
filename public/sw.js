// The service worker of the inbox: shows what is pushed, opens its chat, and says when there is no connection. It keeps
// one page and nothing that needs a session; whatever else is asked for goes to the network as if it were not there.
// A new version takes over at once: change the number with every change of the kept page.
const VERSION = 1;
const CACHE = `foyer-offline-${VERSION}`;
const OFFLINE_PAGE = "/no-connection.html";
/** Frames on other people's sites, and what is no page of ours. */
const NOT_OURS = /^\/(?:embed|demo|api|app|logos)(?:\/|$)/;
const BADGE = "/icons/badge-96.png";
const ICON = "/icons/icon-192.png";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add(new Request(OFFLINE_PAGE, { cache: "reload" })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("foyer-offline-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.mode !== "navigate" || request.method !== "GET") return;
  if (origin !== self.location.origin || NOT_OURS.test(pathname)) return;
  const offline = async () => (await caches.match(OFFLINE_PAGE)) ?? Response.error();
  event.respondWith(fetch(request).catch(offline));
});

const isInbox = ({ url }) => new URL(url).pathname.startsWith("/inbox");

self.addEventListener("push", (event) => event.waitUntil(show(event.data?.json() ?? {})));

/** `message` is a `PushPayload` of lib/push/push-text.ts. */
async function show(message) {
  const { id, kind, chatId, title = "Foyer", body = "", icon, stays = false } = message;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ type: "pushed", id, kind, chatId });
  // Whoever is looking at the inbox sees it there.
  if (kind !== "test" && pages.some((page) => isInbox(page) && page.focused)) return;
  // The same name as in the page (components/inbox/alerts/desktop.ts): one notification for each chat.
  const tag = chatId ? `chat-${chatId}` : "test";
  const shown = await self.registration.getNotifications({ tag });
  // Sent at least once: the second time it is no news.
  if (shown.some(({ data }) => data?.id === id)) return;
  const data = { id, kind, chatId };
  const look = { body, icon: icon ?? ICON, badge: BADGE, requireInteraction: stays, renotify: true };
  await self.registration.showNotification(title, { tag, data, ...look });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.chatId ?? null));
});

/** In an inbox that is open already, else in a new window. */
async function open(chatId) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const inboxes = pages.filter(isInbox);
  const page = inboxes.find(({ focused }) => focused) ?? inboxes[0];
  if (page && chatId) {
    const heard = tell(page, { type: "open", chatId });
    await page.focus().catch(() => undefined);
    if (await heard) return undefined;
    return page.navigate(`/inbox/${chatId}`).catch(() => undefined);
  }
  return self.clients.openWindow(chatId ? `/inbox/${chatId}` : "/account/notifications");
}

const HEARD_WITHIN_MS = 2000;

/** Whether the page says in time that it has heard: one that still loads hears nothing, and is led there by its address. */
function tell(page, message) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(true);
    setTimeout(() => resolve(false), HEARD_WITHIN_MS);
    page.postMessage(message, [port2]);
  });
}

// The browser changed its address at the push service: say so, or nothing comes any more.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options ?? { userVisibleOnly: true };
  const subscription = newSubscription ?? (await self.registration.pushManager.subscribe(options));
  const { endpoint, keys } = subscription.toJSON();
  await fetch("/api/operators/me/push", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys, locale: self.navigator.language.slice(0, 2) }),
  });
}
