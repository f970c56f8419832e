export { GET } from "@/lib/api/embed";
