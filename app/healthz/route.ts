export { GET } from "@/lib/api/alive";
