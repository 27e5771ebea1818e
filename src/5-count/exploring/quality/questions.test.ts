import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, perform } from '#access'
import { newId } from '#platform/ids'
import { addMonths } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { postFacts, reverseFacts } from '../../figures/post-facts.ts'
import { answerQuestion, questionsFor, seenOf } from './answer-question.ts'
import { lookForQuestions } from './look-for-questions.ts'
import { loadRules } from './store.ts'

useDatabase()

const today = '2026-11-20'
let district: Awaited<ReturnType<typeof aDistrict>>
let checker: Actor
let recorder: Actor
let stranger: Actor
const monthsAgo = (count: number) => addMonths(today.slice(0, 7), -count)

const post = (month: string, amount: number, id = newId()) =>
  asSystem('test', (tx) =>
    postFacts(
      tx,
      { kind: 'activity', id, unitId: district.union, day: `${month}-15`, seriesId: newId() },
      'declared',
      [{ indicator: 'test_waste_kg', amount }],
    ),
  )
const open = async (actor: Actor = checker, over = {}) =>
  (await questionsFor(actor, { limit: 50, ...over })).rows
const wrong = newId()

beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.people', async (tx) => {
    checker = await aPerson(tx, 'Người duyệt', { role: 'checker', unitId: district.commune })
    recorder = await aPerson(tx, 'Người ghi', { role: 'recorder', unitId: district.commune })
    stranger = await aPerson(tx, 'Xã khác', { role: 'checker', unitId: district.neighbour })
    await loadRules(tx, [
      {
        code: 'never_over_9000',
        nameVi: 'Không quá 9000',
        nameEn: 'At most 9000',
        lesser: 'test_waste_kg',
        greater: 'test_waste_kg * 0 + 9000',
      },
    ])
  })
  for (let ago = 14; ago >= 2; ago -= 1) await post(monthsAgo(ago), 200 + ((ago * 37) % 60))
  await post(monthsAgo(1), 9500, wrong)
})

test('the last months are looked at, and a second look changes nothing', async () => {
  expect(await lookForQuestions(today)).toBe(2)
  const found = await open()
  expect(await lookForQuestions(today)).toBe(2)

  expect(await open()).toEqual(found)
  expect(
    found.map(({ kind, month, numbers }) => [kind, month, numbers.amount ?? numbers.lesser]).sort(),
  ).toEqual([
    ['outlier', `${monthsAgo(1)}-01`, 9500],
    ['rule', `${monthsAgo(1)}-01`, 9500],
  ])
})

test('an answer closes a question until its numbers change, and is kept then too', async () => {
  const question = (await open()).find(({ kind }) => kind === 'outlier')
  if (!question) throw new Error('The outlier is not asked about.')
  const answer = { verdict: 'right' as const, words: 'Đợt tổng vệ sinh toàn xã', seen: seenOf(question) }
  await answerQuestion(checker, question.id, answer)
  await answerQuestion(checker, question.id, answer)
  expect((await open()).map(({ kind }) => kind)).toEqual(['rule'])
  expect((await open(checker, { all: true })).map(({ kind }) => kind).sort()).toEqual(['outlier', 'rule'])

  await post(monthsAgo(1), 100)
  await lookForQuestions(today)

  const again = (await open()).find(({ id }) => id === question.id)
  expect(again?.numbers.amount).toBe(9600)
  expect(again?.answer).toMatchObject({ verdict: 'right', numbers: { amount: 9500 }, by: 'Người duyệt' })
  await expect(answerQuestion(checker, question.id, answer)).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
})

test.each([
  ['a recorder', () => recorder],
  ['a checker of another commune', () => stranger],
])('%s may not answer', async (_, actor) => {
  const [question] = await open()
  if (!question) throw new Error('There is no question.')
  const answer = { verdict: 'right' as const, words: 'Vì đúng như vậy', seen: seenOf(question) }
  await expect(answerQuestion(actor(), question.id, answer)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
})

test('who works in the commune reads its questions, and nobody else', async () => {
  expect((await open(recorder)).map(({ mayAnswer }) => mayAnswer)).toEqual([false, false])
  expect(await open(stranger)).toEqual([])
})

test('the database refuses an answer that is forged past the program', async () => {
  const [question] = await open()
  const forged = perform(recorder, 'activity.record', district.union, (tx) =>
    tx
      .insertInto('figures.question_answer')
      .values({ question_id: question?.id ?? '', verdict: 'right', words: 'Giả mạo', numbers: '{}' })
      .execute(),
  )
  await expect(forged).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})

test('“right” needs a reason, “will be corrected” does not', async () => {
  const [question] = await open()
  if (!question) throw new Error('There is no question.')
  const seen = seenOf(question)
  await expect(
    answerQuestion(checker, question.id, { verdict: 'right', words: ' ', seen }),
  ).rejects.toMatchObject({
    code: 'question_answer_has_no_words',
  })
  await answerQuestion(checker, question.id, { verdict: 'will_correct', words: '', seen })
  expect((await open()).map(({ id }) => id)).not.toContain(question.id)
})

test('what the figures raise no more is asked no more', async () => {
  await asSystem('test', (tx) => reverseFacts(tx, { kind: 'activity', id: wrong, day: `${monthsAgo(1)}-15` }))
  await lookForQuestions(today)
  expect((await open(checker, { all: true })).map(({ kind }) => kind)).not.toContain('rule')
})
