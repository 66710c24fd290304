// Learning from human feedback, one step at a time; scripts/atlas/elements/rlhf_steps.py says what the steps are.

import { stepper, stepping } from "./stepper.js";

export const compute = stepping(7);

stepper("rlhf-steps", compute);
