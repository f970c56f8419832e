export { GET } from "@/lib/api/backup";
