import { expect, test } from 'vitest'
import { turns } from './turns.ts'

/** Work that ends when it is told to. */
function work() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  return {
    begun,
    run: (name: string) => () => {
      begun.push(name)
      return new Promise<string>((done) => ends.push(() => done(name)))
    },
    endOne: async () => {
      ends.shift()?.()
      await new Promise((done) => setImmediate(done))
    },
  }
}

test('no more run at once than may, and who asks once is not behind who asks often', async () => {
  const inTurn = turns({ atOnce: 2, perAsker: 10, inAll: 100 })
  const { begun, run, endOne } = work()
  for (const name of ['a1', 'a2', 'a3', 'a4']) void inTurn('a', run(name))
  void inTurn('b', run('b1'))
  void inTurn('c', run('c1'))

  await new Promise((done) => setImmediate(done))
  expect(begun).toEqual(['a1', 'a2'])
  await endOne()
  await endOne()
  await endOne()
  await endOne()

  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4'])
})

test('whoever has too many waiting is refused, others are not; and so is everybody once the house is full', async () => {
  const inTurn = turns({ atOnce: 1, perAsker: 2, inAll: 3 })
  const { run } = work()
  for (const name of ['a1', 'a2', 'a3']) void inTurn('a', run(name))

  await expect(inTurn('a', run('a4'))).rejects.toMatchObject({ code: 'sign_in_is_busy' })
  void inTurn('b', run('b1'))
  await expect(inTurn('c', run('c1'))).rejects.toMatchObject({ code: 'sign_in_is_busy' })
})

test('work that fails makes room too', async () => {
  const inTurn = turns({ atOnce: 1, perAsker: 2, inAll: 3 })

  await expect(inTurn('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(await inTurn('a', async () => 'yes')).toBe('yes')
})
