import type { HotRoute } from "@/lib/http/route";
import * as alive from "./alive";
import * as auditCsv from "./audit/csv";
import * as backup from "./backup";
import * as alertAcknowledgement from "./board/alert-acknowledgement";
import * as alerts from "./board/alerts";
import * as board from "./board/board";
import * as boardChats from "./board/board-chats";
import * as channelUpdates from "./channels/updates";
import * as chatBlock from "./chat/block";
import * as chat from "./chat/chat";
import * as chatClaim from "./chat/claim";
import * as chatClosure from "./chat/closure";
import * as chatContact from "./chat/contact";
import * as chatDepartment from "./chat/department";
import * as chatEvents from "./chat/events";
import * as chatHold from "./chat/hold";
import * as chatKeepOpen from "./chat/keep-open";
import * as chatMessages from "./chat/messages";
import * as chatOffer from "./chat/offer";
import * as chatOnIt from "./chat/on-it";
import * as chatRating from "./chat/rating";
import * as chatReopening from "./chat/reopening";
import * as chatSnooze from "./chat/snooze";
import * as chatSpam from "./chat/spam";
import * as chatTakeOver from "./chat/take-over";
import * as chatTransfer from "./chat/transfer";
import * as chatTransferTargets from "./chat/transfer-targets";
import * as chatTyping from "./chat/typing";
import * as chatUnread from "./chat/unread";
import * as chatViewing from "./chat/viewing";
import * as chatWhisper from "./chat/whisper";
import * as chats from "./chats";
import * as embed from "./embed";
import * as embedConfig from "./embed-config";
import * as chatFile from "./files/chat-file";
import * as chatFileLinks from "./files/chat-file-links";
import * as chatFiles from "./files/chat-files";
import * as health from "./health";
import * as inbox from "./inbox";
import * as inboxChats from "./inbox-chats";
import * as inboxCounts from "./inbox-counts";
import * as installs from "./installs";
import * as logos from "./logos";
import * as metrics from "./metrics";
import * as chatNotes from "./notes/chat-notes";
import * as mentionable from "./notes/mentionable";
import * as mentions from "./notes/mentions";
import * as mentionsRead from "./notes/mentions-read";
import * as offlineMessageHandled from "./offline-message-handled";
import * as offlineMessages from "./offline-messages";
import * as bulk from "./organise/bulk";
import * as bulkUndo from "./organise/bulk-undo";
import * as chatDrafts from "./organise/chat-drafts";
import * as drafts from "./organise/drafts";
import * as view from "./organise/view";
import * as viewOrder from "./organise/view-order";
import * as views from "./organise/views";
import * as presence from "./presence";
import * as publicApi from "./public/handler";
import * as pulse from "./pulse";
import * as push from "./push/push";
import * as pushTest from "./push/push-test";
import * as ready from "./ready";
import * as realtimeAuth from "./realtime-auth";
import * as cannedReplies from "./replies/canned-replies";
import * as replyFile from "./replies/reply-file";
import * as replyFiles from "./replies/reply-files";
import * as reportAvailabilityCsv from "./reports/availability-csv";
import * as reportChatsCsv from "./reports/chats-csv";
import * as reportCsv from "./reports/csv";
import * as reviewsCsv from "./reviews/csv";
import * as reviewsRead from "./reviews/read";
import * as reviewsUnread from "./reviews/unread";
import * as roomEvents from "./rooms/room-events";
import * as roomMessages from "./rooms/room-messages";
import * as roomRead from "./rooms/room-read";
import * as rooms from "./rooms/rooms";
import * as search from "./search";
import * as chatTags from "./tags/chat-tags";
import * as tags from "./tags/tags";
import * as visitorBoard from "./visitors/board";
import * as chatPages from "./visitors/chat-pages";
import * as chatVisitor from "./visitors/chat-visitor";
import * as earlierChats from "./visitors/earlier-chats";
import * as erasure from "./visitors/erasure";
import * as transcript from "./visitors/transcript";
import * as visitorChats from "./visitors/visitor-chats";
import * as visitorErasure from "./visitors/visitor-erasure";
import * as visitorExport from "./visitors/visitor-export";

/**
 * The routes that must be fast, mounted before Next by `server.ts`. Each also stands in `app/**\/route.ts`, in one line,
 * for serverless hosts; `routes.test.ts` compares the two.
 */
export const hotRoutes: HotRoute[] = [
  { path: "/api/backup", handlers: backup, streams: true },
  { path: "/api/alerts", handlers: alerts },
  { path: "/api/alerts/[alertId]/acknowledgement", handlers: alertAcknowledgement },
  { path: "/api/audit/csv", handlers: auditCsv, streams: true },
  { path: "/api/board", handlers: board },
  { path: "/api/board/chats", handlers: boardChats },
  { path: "/api/reports/csv", handlers: reportCsv, streams: true },
  { path: "/api/reports/chats/csv", handlers: reportChatsCsv, streams: true },
  { path: "/api/reports/availability/csv", handlers: reportAvailabilityCsv, streams: true },
  { path: "/api/reviews/csv", handlers: reviewsCsv, streams: true },
  { path: "/api/channels/[channelId]/updates", handlers: channelUpdates, streams: true },
  { path: "/api/chats", handlers: chats },
  { path: "/api/chats/[chatId]", handlers: chat },
  { path: "/api/chats/[chatId]/block", handlers: chatBlock },
  { path: "/api/chats/[chatId]/claim", handlers: chatClaim },
  { path: "/api/chats/[chatId]/closure", handlers: chatClosure },
  { path: "/api/chats/[chatId]/drafts", handlers: chatDrafts },
  { path: "/api/chats/[chatId]/events", handlers: chatEvents },
  { path: "/api/chats/[chatId]/files", handlers: chatFiles, streams: true },
  { path: "/api/chats/[chatId]/files/links", handlers: chatFileLinks },
  { path: "/api/chats/[chatId]/files/[fileId]", handlers: chatFile, streams: true },
  { path: "/api/chats/[chatId]/messages", handlers: chatMessages },
  { path: "/api/chats/[chatId]/notes", handlers: chatNotes },
  { path: "/api/chats/[chatId]/mentionable", handlers: mentionable },
  { path: "/api/canned-replies", handlers: cannedReplies },
  { path: "/api/canned-replies/files", handlers: replyFiles, streams: true },
  { path: "/api/canned-replies/files/[fileId]", handlers: replyFile, streams: true },
  { path: "/api/operators/me/mentions", handlers: mentions },
  { path: "/api/operators/me/reviews", handlers: reviewsUnread },
  { path: "/api/operators/me/reviews/read", handlers: reviewsRead },
  { path: "/api/operators/me/mentions/read", handlers: mentionsRead },
  { path: "/api/chats/[chatId]/contact", handlers: chatContact },
  { path: "/api/chats/[chatId]/department", handlers: chatDepartment },
  { path: "/api/chats/[chatId]/hold", handlers: chatHold },
  { path: "/api/chats/[chatId]/keep-open", handlers: chatKeepOpen },
  { path: "/api/chats/[chatId]/pages", handlers: chatPages },
  { path: "/api/chats/[chatId]/offer", handlers: chatOffer },
  { path: "/api/chats/[chatId]/on-it", handlers: chatOnIt },
  { path: "/api/chats/[chatId]/rating", handlers: chatRating },
  { path: "/api/chats/[chatId]/take-over", handlers: chatTakeOver },
  { path: "/api/chats/[chatId]/snooze", handlers: chatSnooze },
  { path: "/api/chats/[chatId]/tags", handlers: chatTags },
  { path: "/api/chats/[chatId]/transfer", handlers: chatTransfer },
  { path: "/api/chats/[chatId]/whisper", handlers: chatWhisper },
  { path: "/api/chats/[chatId]/transfer-targets", handlers: chatTransferTargets },
  { path: "/api/chats/[chatId]/typing", handlers: chatTyping },
  { path: "/api/chats/[chatId]/viewing", handlers: chatViewing },
  { path: "/api/chats/[chatId]/unread", handlers: chatUnread },
  { path: "/api/chats/[chatId]/reopening", handlers: chatReopening },
  { path: "/api/chats/[chatId]/spam", handlers: chatSpam },
  { path: "/api/chats/[chatId]/visitor", handlers: chatVisitor },
  { path: "/api/embed/[key]", handlers: embedConfig },
  { path: "/api/health", handlers: health },
  { path: "/api/chats/[chatId]/transcript", handlers: transcript },
  { path: "/api/inbox", handlers: inbox },
  { path: "/api/inbox/bulk", handlers: bulk },
  { path: "/api/inbox/bulk/undo", handlers: bulkUndo },
  { path: "/api/inbox/chats", handlers: inboxChats },
  { path: "/api/inbox/counts", handlers: inboxCounts },
  { path: "/api/installs", handlers: installs },
  { path: "/api/offline-messages", handlers: offlineMessages },
  { path: "/api/offline-messages/[messageId]/handled", handlers: offlineMessageHandled },
  { path: "/api/operators/me/drafts", handlers: drafts },
  { path: "/api/operators/me/presence", handlers: presence },
  { path: "/api/operators/me/push", handlers: push },
  { path: "/api/operators/me/push/test", handlers: pushTest },
  { path: "/api/pulse", handlers: pulse },
  { path: "/api/realtime/auth", handlers: realtimeAuth },
  { path: "/api/tags", handlers: tags },
  { path: "/api/views", handlers: views },
  { path: "/api/views/order", handlers: viewOrder },
  { path: "/api/views/[viewId]", handlers: view },
  { path: "/api/search", handlers: search },
  { path: "/api/rooms", handlers: rooms },
  { path: "/api/rooms/[roomId]/events", handlers: roomEvents },
  { path: "/api/rooms/[roomId]/messages", handlers: roomMessages },
  { path: "/api/rooms/[roomId]/read", handlers: roomRead },
  { path: "/api/v1/[...path]", handlers: publicApi },
  { path: "/api/visitors/me/chats", handlers: earlierChats },
  { path: "/api/visitors/me/erasure", handlers: erasure },
  { path: "/healthz", handlers: alive },
  { path: "/metrics", handlers: metrics },
  { path: "/readyz", handlers: ready },
  { path: "/api/visitors", handlers: visitorBoard },
  { path: "/api/visitors/[visitorId]/chats", handlers: visitorChats },
  { path: "/api/visitors/[visitorId]/erasure", handlers: visitorErasure },
  { path: "/api/visitors/[visitorId]/export", handlers: visitorExport },
  { path: "/embed/[key]", handlers: embed },
  { path: "/logos/[file]", handlers: logos },
];
