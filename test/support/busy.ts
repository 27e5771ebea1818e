import { availableParallelism, loadavg } from 'node:os'

/**
 * How many times slower than usual this machine is at the moment, 1 or more: for limits in seconds, which else would measure
 * what other programs do. A run of tests alone keeps every core busy twice over; that is usual.
 */
export const timesSlower = (): number => Math.max(1, (loadavg()[0] ?? 0) / (2 * availableParallelism()))

/** The milliseconds that something takes: the least of five, as the others may have waited for something else. */
export function leastMilliseconds(doIt: () => void): number {
  const taken = Array.from({ length: 5 }, () => {
    const begun = performance.now()
    doIt()
    return performance.now() - begun
  })
  return Math.min(...taken)
}
