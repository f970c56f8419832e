export { GET } from "@/lib/api/health";
