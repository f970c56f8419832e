export { GET, POST } from "@/lib/api/organise/views";
