import { isDatabaseAway } from './problem.ts'

/**
 * Does something at the start that bears to be done again, once more for as long as the database goes away meanwhile: its
 * server is started again, and a start that gave up would stay down. Says each minute what it waits for.
 */
export async function throughOutages<T>(run: () => Promise<T>, pause = 500): Promise<T> {
  let toldAt = Number.NEGATIVE_INFINITY
  for (;;)
    try {
      return await run()
    } catch (fault) {
      if (!isOutage(fault)) throw fault
      if (performance.now() - toldAt > 60_000) {
        toldAt = performance.now()
        const why = fault instanceof Error ? fault.message : String(fault)
        process.stderr.write(`Chờ cơ sở dữ liệu… (Waiting for the database: ${why})\n`)
      }
      await new Promise((done) => setTimeout(done, pause))
    }
}

/** The queue of jobs has connections of its own, which say it in the words of the network. */
const isOutage = (fault: unknown): boolean =>
  isDatabaseAway(fault) ||
  (fault instanceof Error &&
    'code' in fault &&
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(String(fault.code)))
