import { expect, test } from 'vitest'
import { inThread } from './in-thread.ts'

const thread = (mostWaiting = 20) =>
  inThread<{ bytes: Uint8Array }, string>('test/support/faulty-worker.ts', {
    seconds: 4,
    megabytes: 32,
    mostWaiting,
  })
const impatient = inThread<{ bytes: Uint8Array }, string>('test/support/faulty-worker.ts', {
  seconds: 30,
  secondsByClock: 3,
})
const given = (what: string) => ({ bytes: Buffer.from(what) })

test('a file that takes for ever or grows without end is refused in words, and the next is read', async () => {
  const ask = thread()

  const asked = ['turn', 'grow', 'problem', 'fault', 'answer'].map((what) => ask(given(what)))
  const said = await Promise.allSettled(asked)

  expect(said).toMatchObject([
    { reason: { code: 'file_is_too_heavy', params: { seconds: 4 } } },
    { reason: { code: 'file_is_too_heavy' } },
    { reason: { code: 'file_is_empty', params: { name: 'a' }, field: 'file' } },
    { reason: { message: 'broken' } },
    { value: 'answer' },
  ])
})

test('a thread that only sits there is ended by the clock', async () => {
  await expect(impatient(given('sleep'))).rejects.toMatchObject({ code: 'file_is_too_heavy' })
})

test('no more files wait than there is patience for', async () => {
  const ask = thread(2)

  const said = await Promise.allSettled([1, 2, 3].map(() => ask(given('answer'))))

  expect(said).toMatchObject([
    { value: 'answer' },
    { value: 'answer' },
    { reason: { code: 'files_are_waiting' } },
  ])
})
