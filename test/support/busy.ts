/**
 * Seconds of processor time that this process spends on something, threads of its own included: how much work it is, however busy
 * the machine is with other things. What the database does meanwhile is not in it.
 */
export async function processorSeconds(doIt: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage()
  await doIt()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1_000_000
}

/** The same in milliseconds of what does not wait: the least of five, as the others may have cleared up after something else. */
export function leastMilliseconds(doIt: () => void): number {
  const taken = Array.from({ length: 5 }, () => {
    const begun = process.cpuUsage()
    doIt()
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1000
  })
  return Math.min(...taken)
}
