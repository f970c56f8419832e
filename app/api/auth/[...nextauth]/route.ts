export { GET, POST } from "@/lib/auth/endpoint";
