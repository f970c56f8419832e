export { GET } from "@/lib/api/logos";
