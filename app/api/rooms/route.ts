export { GET, POST } from "@/lib/api/rooms/rooms";
