export { GET } from "@/lib/api/replies/reply-file";
