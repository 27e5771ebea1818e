/**
 * Jobs: what is done after the answer, later or at night. A job is sent in the transaction of what causes it, so that it is
 * there exactly if the change was committed; it is tried again with growing pauses, and one that never succeeds is kept for an
 * administrator to see (docs/decisions/0024-jobs-and-notices.md).
 */
import type { Db as Connection, JobInsert, JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { Tx } from './database.ts'
import { asOwner } from './jobs/as-owner.ts'
import { broughtTo } from './module.ts'

/** How a kind of job is carried out. */
export type JobOptions = {
  /** So many at once. Those of one fetch run side by side. */
  atOnce?: number
  /** All that wait are one piece of work: the handler is called once for up to so many, and given the data of the last. */
  together?: number
  /** How often it is tried again, and after how long at first and at most; the pause doubles. */
  retries?: number
  firstPauseSeconds?: number
  longestPauseSeconds?: number
  /** A try that takes longer has died: it is tried again. */
  limitSeconds?: number
  /** When it is sent by itself: cron, in Vietnam's time. What was missed while the system was down is made up for once. */
  cron?: string
}

/** What a handler may want to know of the try. */
export type Attempt = { jobId: string; number: number; isLast: boolean }

/** A kind of job: its name, the shape of its data, and what is done. */
export type Job<Schema extends z.ZodType = z.ZodType> = {
  name: string
  schema: Schema
  run(data: z.output<Schema>, attempt: Attempt): Promise<void>
  options: JobOptions
}

const deadLetterQueue = 'dead_letters'
const schema = 'pgboss'

/**
 * Defines a kind of job; its module lists it under `jobs`. A handler must bear to be called twice with the same data: a process can
 * die after the work and before the note that it was done.
 */
export const defineJob = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  run: Job<Schema>['run'],
  options: JobOptions = {},
): Job<Schema> => ({ name, schema, run, options })

/** The kinds of jobs of all modules, by name. @throws Error where two have one name */
function allJobs(): Map<string, Job> {
  const jobs = new Map<string, Job>()
  for (const job of broughtTo('jobs').flat()) {
    if (jobs.has(job.name)) throw new Error(`Two kinds of jobs are named “${job.name}”.`)
    jobs.set(job.name, job)
  }
  return jobs
}

let opened: PgBoss | undefined
let openedAt = 0

/** A worker asks for work every few seconds; if none has for so long, no job is carried out. */
const longestSilence = 60_000

/** Whether this process carries out jobs. Commands and most tests do not; what they cause is found by the next sweep. */
export const jobsAreOpen = (): boolean => opened !== undefined

/** Whether jobs are carried out, where this process is to: whether anybody has asked for work of late. */
export function jobsAreWorking(): boolean {
  if (!opened) return true
  const asked = opened.getWipData({ includeInternal: true }).map((worker) => worker.lastFetchedOn ?? 0)
  return Date.now() - Math.max(openedAt, ...asked) < longestSilence
}

const boss = (): PgBoss => {
  if (!opened) throw new Error('The jobs are not open in this process.')
  return opened
}

/** Creates the tables of the queue, or brings them up to date. `url` is that of the owner. */
export async function prepareJobs(url: string): Promise<void> {
  const { PgBoss } = await import('pg-boss')
  const one = new PgBoss({
    connectionString: url,
    schema,
    application_name: 'lantoa migrate',
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
  })
  one.on('error', () => {})
  await one.start()
  await one.stop({ graceful: false })
}

/** Opens the queue and begins to work. @returns how to end it, leaving no process and no connection. */
export async function openJobs(
  url: string,
  onFault: (fault: unknown, job?: string) => void,
): Promise<{ close(): Promise<void> }> {
  const { PgBoss } = await import('pg-boss')
  const one = new PgBoss({
    connectionString: url,
    schema,
    application_name: 'lantoa jobs',
    max: 4,
    useListenNotify: true,
    registerInstance: false,
    // Once a day is enough for what a district sends.
    maintenanceIntervalSeconds: 86_400,
  })
  one.on('error', (fault) => onFault(fault))
  try {
    await one.start()
    const jobs = allJobs()
    await prepareQueues(one, jobs)
    opened = one
    openedAt = Date.now()
    for (const job of jobs.values()) await work(one, job, onFault)
  } catch (fault) {
    opened = undefined
    await one.stop({ graceful: false }).catch(() => {})
    throw fault
  }
  return {
    close: async () => {
      opened = undefined
      await one.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

async function prepareQueues(one: PgBoss, jobs: ReadonlyMap<string, Job>): Promise<void> {
  const there = new Map((await one.getQueues()).map((queue) => [queue.name, queue]))
  if (!there.has(deadLetterQueue))
    await one.createQueue(deadLetterQueue, { retryLimit: 0, retentionSeconds: 90 * 86_400 })
  for (const { name, options } of jobs.values()) {
    const wanted = {
      notify: true,
      deadLetter: deadLetterQueue,
      retryLimit: options.retries ?? 5,
      retryDelay: options.firstPauseSeconds ?? 5,
      retryBackoff: true,
      retryDelayMax: options.longestPauseSeconds ?? 3_600,
      expireInSeconds: options.limitSeconds ?? 120,
      deleteAfterSeconds: 86_400,
    }
    const queue = there.get(name)
    if (!queue) await one.createQueue(name, wanted)
    else if (Object.entries(wanted).some(([key, value]) => queue[key as keyof typeof wanted] !== value))
      await one.updateQueue(name, wanted)
  }
  const schedules = await one.getSchedules()
  for (const { name } of schedules) if (!jobs.get(name)?.options.cron) await one.unschedule(name)
  for (const { name, options } of jobs.values())
    if (options.cron && schedules.find((schedule) => schedule.name === name)?.cron !== options.cron)
      await one.schedule(name, options.cron, {}, { tz: 'Asia/Ho_Chi_Minh', missed: 'once' })
}

type Fetched = JobWithMetadata<object>

async function work(one: PgBoss, job: Job, onFault: (fault: unknown, job: string) => void): Promise<void> {
  const { options } = job
  const carryOut = async (fetched: Fetched): Promise<JobResult> => {
    const { id, retryCount, retryLimit } = fetched
    try {
      await job.run(job.schema.parse(fetched.data), {
        jobId: id,
        number: retryCount + 1,
        isLast: retryCount >= retryLimit,
      })
      return { id, status: 'completed' }
    } catch (fault) {
      onFault(fault, job.name)
      return { id, status: 'failed', output: { message: messageOf(fault) } }
    }
  }
  await one.work<object, void, { includeMetadata: true; perJobResults: true }>(
    job.name,
    {
      includeMetadata: true,
      perJobResults: true,
      batchSize: options.together ?? options.atOnce ?? 5,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 5,
    } as { includeMetadata: true; perJobResults: true },
    async (fetched: Fetched[]) => {
      const last = fetched.at(-1)
      if (!options.together || !last) return Promise.all(fetched.map(carryOut))
      const result = await carryOut(last)
      return fetched.map(({ id }) => ({ ...result, id }))
    },
  )
}

// Addresses of people stay out of what administrators read.
const messageOf = (fault: unknown): string =>
  String(fault instanceof Error ? fault.message : fault)
    .slice(0, 2000)
    .replace(/[^\s<>]+/g, (word) => (word.includes('@') ? '…@…' : word))
    .slice(0, 500)

/** What is sent: the data, and when it may begin at the earliest. */
export type Sending<Schema extends z.ZodType> = { data: z.input<Schema>; notBefore?: Date | undefined }

/** Sends jobs in a transaction: they are there exactly if it is committed, and nobody carries them out before. */
export async function sendJobs<Schema extends z.ZodType>(
  tx: Tx,
  job: Job<Schema>,
  sendings: readonly Sending<Schema>[],
): Promise<void> {
  if (sendings.length === 0) return
  const jobs: JobInsert[] = sendings.map(({ data, notBefore }) => ({
    data: job.schema.parse(data) as object,
    ...(notBefore ? { startAfter: notBefore } : {}),
  }))
  await asOwner(tx, (db: Connection) => boss().insert(job.name, jobs, { db }))
}

/** Sends one job in a transaction. */
export const sendJob = <Schema extends z.ZodType>(
  tx: Tx,
  job: Job<Schema>,
  data: z.input<Schema>,
  notBefore?: Date,
): Promise<void> => sendJobs(tx, job, [{ data, notBefore }])

/** A job that never succeeded. */
export type DeadLetter = {
  id: string
  name: string
  data: object
  failedAt: Date
  tries: number
  message: string
}

/** The jobs that never succeeded, the oldest first, two hundred at most. */
export async function deadLetters(): Promise<DeadLetter[]> {
  const found = await boss().findJobs<object>(deadLetterQueue, { queued: true, limit: 200 })
  return found.map((one) => ({
    id: one.id,
    name: one.sourceName ?? '',
    data: one.data,
    failedAt: one.createdOn,
    tries: (one.sourceRetryCount ?? 0) + 1,
    message: String((one.sourceOutput as { message?: string } | null)?.message ?? ''),
  }))
}

/** Has a job that never succeeded tried anew, as often as its kind is. @returns whether it was there. */
export const reviveJob = async (id: string): Promise<boolean> =>
  (await boss().redrive(deadLetterQueue, { ids: [id] })) > 0

/** Gives up a job that never succeeded. */
export async function dropJob(id: string): Promise<void> {
  await boss().deleteJob(deadLetterQueue, id)
}

/** How many jobs of each kind wait and are under way. */
export async function jobCounts(): Promise<{ name: string; waiting: number; active: number }[]> {
  const queues = await boss().getQueues([...allJobs().keys()])
  return queues.map(({ name, queuedCount, activeCount }) => ({
    name,
    waiting: queuedCount,
    active: activeCount,
  }))
}
