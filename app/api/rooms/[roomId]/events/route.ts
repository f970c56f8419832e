export { GET } from "@/lib/api/rooms/room-events";
