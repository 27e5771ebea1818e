import { lookPublic, note, performPublic } from '#access'
import { assureActivity, findActivity } from '#activities'
import { limiter } from '#platform/limiter'
import { Problem } from '#platform/problem'
import { type Day, dayOf } from '#platform/time'
import { codeFrom, hashOf } from './codes.ts'
import { raiseDoubt } from './doubts-store.ts'
import type { Answer } from './entry.ts'
import { type From, holdCrowd } from './hold-crowds.ts'
import { answers, wrongCodes } from './limits.ts'
import { isAudited, isDoubt } from './rules.ts'
import { type Asked, insertAnswer, lockRecord, openedBy, recordOfCode, useUp } from './store.ts'

const tries = limiter(wrongCodes)
const sendings = limiter(answers)

/** A code that was guessed, mistyped, used, taken back or is over: one word for all, so that nobody learns which. */
const useless = () => new Problem('code_opens_nothing')

/**
 * What a code asks about.
 * @throws Problem `code_opens_nothing`, `too_many_tries`
 */
export async function openCode(text: string, address: string): Promise<Asked> {
  tries.refuse(address)
  const code = codeFrom(text)
  const asked = code && (await lookPublic((db) => openedBy(db, hashOf(code))))
  if (asked) return asked
  tries.count(address)
  throw useless()
}

/**
 * Takes an answer: the code is used up, what was said is kept apart from it, and the record stands at once as far as
 * people say it is true. Amounts never change by it; a “no” is a question to the checker. Answers that come in a crowd
 * count once an inspector has looked.
 * @throws Problem `code_opens_nothing`, `too_many_tries`
 */
export async function answerCode(
  text: string,
  answer: Answer,
  from: From,
  at: Date = new Date(),
): Promise<void> {
  const { address } = from
  tries.refuse(address)
  sendings.refuse(address)
  const code = codeFrom(text)
  try {
    if (code === undefined) throw useless()
    await performPublic('confirmation.answer', async (tx) => {
      // The record first, then the code: who prints anew takes them in this order too.
      const asked = await recordOfCode(tx, hashOf(code))
      if (asked !== undefined) await lockRecord(tx, asked)
      const used = await useUp(tx, hashOf(code))
      if (!used) throw useless()
      const id = await insertAnswer(tx, used, answer)
      if (isDoubt(answer)) await raiseDoubt(tx, used.activityId)
      const activity = await findActivity(tx, used.activityId)
      if (activity) await holdCrowd(tx, { id, activity }, from, at)
      if (activity && (activity.state === 'accepted' || activity.state === 'recorded'))
        await assureActivity(tx, activity)
      note(tx, { activity: used.activityId })
    })
    sendings.count(address)
  } catch (fault) {
    if (!(fault instanceof Problem && fault.code === useless().code)) throw fault
    tries.count(address)
    await noteWrong(dayOf(at))
    throw fault
  }
}

const wrong = { day: '', count: 0 }

/** Counts the wrong codes of a day, whoever sent them. */
async function noteWrong(day: Day): Promise<void> {
  if (wrong.day !== day) Object.assign(wrong, { day, count: 0 })
  wrong.count += 1
  const { count } = wrong
  if (isAudited(count)) await performPublic('confirmation.wrong_code', async (tx) => note(tx, { count }))
}
