import type { HotRoute } from "@/lib/http/route";
import * as chat from "./chat";
import * as chatClaim from "./chat-claim";
import * as chatClosure from "./chat-closure";
import * as chatEvents from "./chat-events";
import * as chatMessages from "./chat-messages";
import * as chats from "./chats";
import * as embed from "./embed";
import * as embedConfig from "./embed-config";
import * as health from "./health";
import * as inbox from "./inbox";
import * as logos from "./logos";
import * as presence from "./presence";
import * as pulse from "./pulse";
import * as realtimeAuth from "./realtime-auth";

/**
 * The routes that must be fast, mounted before Next by `server.ts`. Each also stands in `app/**\/route.ts`, in one line,
 * for serverless hosts; `routes.test.ts` compares the two.
 */
export const hotRoutes: HotRoute[] = [
  { path: "/api/chats", handlers: chats },
  { path: "/api/chats/[chatId]", handlers: chat },
  { path: "/api/chats/[chatId]/claim", handlers: chatClaim },
  { path: "/api/chats/[chatId]/closure", handlers: chatClosure },
  { path: "/api/chats/[chatId]/events", handlers: chatEvents },
  { path: "/api/chats/[chatId]/messages", handlers: chatMessages },
  { path: "/api/embed/[key]", handlers: embedConfig },
  { path: "/api/health", handlers: health },
  { path: "/api/inbox", handlers: inbox },
  { path: "/api/operators/me/presence", handlers: presence },
  { path: "/api/pulse", handlers: pulse },
  { path: "/api/realtime/auth", handlers: realtimeAuth },
  { path: "/embed/[key]", handlers: embed },
  { path: "/logos/[file]", handlers: logos },
];
