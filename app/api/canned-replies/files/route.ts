export { POST } from "@/lib/api/replies/reply-files";
