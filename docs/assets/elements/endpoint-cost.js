// What an endpoint costs; scripts/atlas/elements/endpoint_cost.py has the method.

import { fixed, live } from "./live.js";

/** @param {import("./live.js").Values} values */
export function compute(values) {
  const { rate, hours } = values;
  const cpu = Math.ceil((rate * values.cpu_seconds) / values.cpu_batch);
  const gpu = Math.ceil((rate * values.gpu_seconds) / values.gpu_batch);
  const onCpu = cpu * values.cpu_price;
  const onGpu = gpu * values.gpu_price;
  return {
    cpu: fixed(cpu),
    gpu: fixed(gpu),
    cpu_month: fixed(onCpu * hours, 2),
    gpu_month: fixed(onGpu * hours, 2),
    cpu_thousand: fixed((1000 * onCpu) / (3600 * rate), 4),
    gpu_thousand: fixed((1000 * onGpu) / (3600 * rate), 4),
    ratio: fixed(cpu / gpu, 2),
    verdict: onCpu === onGpu ? "both cost the same" : onCpu < onGpu ? "processors are cheaper" : "graphics cards are cheaper",
  };
}

live("endpoint-cost", compute);
