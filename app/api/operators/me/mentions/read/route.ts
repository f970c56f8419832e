export { POST } from "@/lib/api/notes/mentions-read";
