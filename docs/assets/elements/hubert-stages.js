// HuBERT, one step at a time; scripts/atlas/elements/hubert_stages.py says what the steps are.

import { stepper, stepping } from "./stepper.js";

export const compute = stepping(9);

stepper("hubert-stages", compute);
