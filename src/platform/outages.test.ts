import { expect, test } from 'vitest'
import { throughOutages } from './outages.ts'

test('a step of the start goes through a database that is killed meanwhile, and no other fault', async () => {
  const faults = [
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('the database system is starting up'), { code: '57P03' }),
  ]
  let tries = 0
  const step = async (): Promise<string> => {
    const fault = faults[tries]
    tries += 1
    if (fault) throw fault
    return 'done'
  }

  expect(await throughOutages(step, 1)).toBe('done')
  expect(tries).toBe(4)
  await expect(throughOutages(() => Promise.reject(new Error('a fault of ours')), 1)).rejects.toThrow(
    'a fault of ours',
  )
})
