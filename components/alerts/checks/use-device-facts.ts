"use client";

import { useCallback, useEffect, useState } from "react";
import { notificationPermission } from "@/components/inbox/alerts/desktop";
import { isMuted, onSoundState, soundState } from "@/components/inbox/alerts/sound";
import { type DeviceFacts, readBrowser } from "@/lib/inbox/diagnosis/diagnose";
import { startPulseWorker } from "@/lib/inbox/pulse/start-worker";
import { isPushSupported, ownSubscription, readPushState, registerWorker } from "@/lib/inbox/push/push-client";
import { onWorkerMessage } from "@/lib/inbox/push/worker-messages";
import { RealtimeClient } from "@/lib/realtime/client";
import type { RealtimeClientConfig } from "@/lib/realtime/events";

const TIMER_MS = 1000;
const TIMER_GIVE_UP_MS = 10_000;
/** While somebody looks at the page of checks, what happens elsewhere (a push that came) shows within this time. */
const REFRESH_MS = 3000;

/** A connection that does not stand after this time is down. */
const CONNECT_MS = 5000;

/** One for all visits of the page: it never closes. */
let shared: RealtimeClient | undefined;

type Known = Omit<DeviceFacts, "volume">;

/** Collects what this device can tell of itself, again and again while the page is open. */
export function useDeviceFacts(realtime: RealtimeClientConfig, volume: number) {
  const [facts, setFacts] = useState<Known>({});
  const note = useCallback((more: Known) => setFacts((known) => ({ ...known, ...more })), []);
  const refresh = useCallback(async () => {
    note({ permission: notificationPermission(), isMuted: isMuted(), sound: soundState() });
    note(await askServer());
  }, [note]);

  useEffect(() => {
    note({
      browser: readBrowser(navigator.userAgent),
      isPushSupported: isPushSupported(),
      needsInstall: isUninstalledApple(),
      storage: testStorage(),
    });
    void registerWorker().then((registration) =>
      note({ worker: registration ? "active" : "serviceWorker" in navigator ? "missing" : "unsupported" }),
    );
    void refresh();
    const timer = setInterval(() => void refresh(), REFRESH_MS);
    const unsubscribe = [onSoundState(() => note({ sound: soundState() })), onWorkerMessage(() => void refresh())];
    return () => {
      clearInterval(timer);
      for (const stop of unsubscribe) stop();
    };
  }, [note, refresh]);
  useEffect(() => {
    shared ??= new RealtimeClient(realtime);
    const client = shared;
    const tell = () => note({ realtime: { isConnected: client.status().downSince === null } });
    const hear = () => client.status().downSince === null && tell();
    client.start();
    hear();
    const stop = client.onStatus(hear);
    const timer = setInterval(tell, CONNECT_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [realtime, note]);
  useEffect(() => testTimer((timerLateMs) => note({ timerLateMs })), [note]);

  return { facts: { ...facts, volume }, refresh };
}

/** How long the server takes, what its clock says, and what it knows of this browser. */
async function askServer(): Promise<Known> {
  const askedAt = Date.now();
  const from = performance.now();
  const state = await readPushState();
  const latencyMs = Math.round(performance.now() - from);
  if (!state.ok) return { latencyMs: null };
  const clockSkewMs = askedAt + latencyMs / 2 - Date.parse(state.data.now);
  const subscription = await ownSubscription();
  if (!subscription) return { latencyMs, clockSkewMs, subscription: null };
  const device = state.data.devices.find(({ endpoint }) => endpoint === subscription.endpoint);
  const { deliveredAt = null, error = null } = device ?? {};
  return { latencyMs, clockSkewMs, subscription: { isKnown: device !== undefined, deliveredAt, error } };
}

function testStorage(): "kept" | "memory" {
  try {
    localStorage.setItem("foyer.check", "1");
    localStorage.removeItem("foyer.check");
    return "kept";
  } catch {
    return "memory";
  }
}

/** Apple lets only apps on the home screen take pushed messages (iOS 16.4 and later). */
const isUninstalledApple = () =>
  /iPhone|iPad/.test(navigator.userAgent) && !window.matchMedia("(display-mode: standalone)").matches;

/** Asks the worker that keeps the inbox awake for one appointment. Returns how to stop. */
function testTimer(tell: (lateMs: number | null) => void): () => void {
  const worker = startPulseWorker();
  if (!worker) {
    tell(null);
    return () => {};
  }
  const dueAt = performance.now() + TIMER_MS;
  const giveUp = setTimeout(() => tell(null), TIMER_GIVE_UP_MS);
  worker.onmessage = ({ data }) => {
    if (data.type === "ready") return;
    clearTimeout(giveUp);
    tell(Math.max(0, Math.round(performance.now() - dueAt)));
  };
  worker.onerror = () => tell(null);
  worker.postMessage({ type: "wake", id: 1, afterMs: TIMER_MS });
  return () => {
    clearTimeout(giveUp);
    worker.terminate();
  };
}
