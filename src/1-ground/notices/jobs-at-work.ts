import { type Actor, look, note, perform } from '#access'
import { isId } from '#platform/ids'
import { deadLetters, dropJob, jobCounts, jobsAreOpen, reviveJob } from '#platform/jobs'
import { Problem } from '#platform/problem'

/** The work of the system and what of it failed for good. It belongs to no unit: administrators see all, without addresses. */
export async function jobsAtWork(actor: Actor) {
  await look(actor, 'job.watch', null, async () => {})
  return jobsAreOpen()
    ? { counts: await jobCounts(), letters: await deadLetters() }
    : { counts: [], letters: [] }
}

/** Has failed work tried anew. @throws Problem `not_found_or_not_allowed` */
export async function tryJobAgain(actor: Actor, id: string): Promise<void> {
  await perform(actor, 'job.watch', null, async (tx) => note(tx, { job: id.slice(0, 40), did: 'again' }))
  if (!isId(id) || !jobsAreOpen() || !(await reviveJob(id))) throw new Problem('not_found_or_not_allowed')
}

/** Gives up failed work. @throws Problem `not_found_or_not_allowed` */
export async function giveUpJob(actor: Actor, id: string): Promise<void> {
  await perform(actor, 'job.watch', null, async (tx) => note(tx, { job: id.slice(0, 40), did: 'drop' }))
  if (!isId(id) || !jobsAreOpen()) throw new Problem('not_found_or_not_allowed')
  await dropJob(id)
}
