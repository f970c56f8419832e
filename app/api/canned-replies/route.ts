export { GET } from "@/lib/api/replies/canned-replies";
