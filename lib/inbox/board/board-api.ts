import { z } from "zod";
import { callJson } from "@/lib/http/client";
import { alertDto, alertsDto, type BoardChatsInput, boardChatsDto, boardDto } from "@/lib/supervision/schemas";

export const readBoard = () => callJson("GET", "/api/board", { schema: boardDto });

export const readAlerts = () => callJson("GET", "/api/alerts", { schema: alertsDto });

export const readBoardChats = (wanted: BoardChatsInput) =>
  callJson("GET", `/api/board/chats?${new URLSearchParams(wanted)}`, { schema: boardChatsDto });

export const acknowledgeAlert = (alertId: string) =>
  callJson("POST", `/api/alerts/${alertId}/acknowledgement`, { body: {}, schema: z.object({ alert: alertDto }) });
