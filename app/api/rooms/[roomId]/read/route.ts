export { PUT } from "@/lib/api/rooms/room-read";
