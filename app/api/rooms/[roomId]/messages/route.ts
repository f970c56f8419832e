export { POST } from "@/lib/api/rooms/room-messages";
