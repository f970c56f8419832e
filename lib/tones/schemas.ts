import { z } from "zod";
import { TONES } from "./rules";

export const toneInput = z.enum(TONES, "choice");
