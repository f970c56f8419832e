export { GET, POST } from "@/lib/api/tags/tags";
