import { createServer } from 'node:net'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { signPdfsWith } from '#platform/pdf-signatures'
import { useSecret } from '#platform/secret'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aTimestampServer } from '../../platform/pdf-signatures/certificates.fixture.ts'
import { useMail } from '../notices/ways/mail.ts'
import { mailRoot } from './mail-root.ts'
import { proveLedger } from './prove.ts'
import { signDailyRoot, signRoot } from './sign-root.ts'

useDatabase()
beforeAll(() => useSecret('một bí mật của lần thử, đủ dài để dùng', ''))

test('a day has one root; each follows the one before it and stands over every line of the audit until then', async () => {
  const first = await signDailyRoot()
  const again = await signDailyRoot()
  await asSystem('test.anything', async () => {})
  const second = await signRoot()

  const { findings, last } = await lookAsSystem((db) => proveLedger(db))

  expect([first?.number, again, second.number]).toEqual([1, undefined, 2])
  expect(JSON.parse(second.content)).toMatchObject({ previous: first?.hash })
  expect(findings).toEqual([])
  expect(last?.hash).toBe(second.hash)
})

test('roots of a former secret are believed only with the fingerprint of its key', async () => {
  const root = await signRoot()
  useSecret('một bí mật khác, cũng đủ dài để dùng được', '')
  const { fingerprintOf } = await import('#access')

  const alone = await lookAsSystem((db) => proveLedger(db))
  const known = await lookAsSystem((db) =>
    proveLedger(db, { keys: [fingerprintOf(Buffer.from(root.publicKey, 'hex'))] }),
  )
  useSecret('một bí mật của lần thử, đủ dài để dùng', '')

  expect(new Set(alone.findings.map(({ key }) => key))).toEqual(new Set(['root_is_signed_by_another']))
  expect(known.findings).toEqual([])
})

test('a timestamp is held against its root: of another root, of another time, broken, it is found', async () => {
  const server = await aTimestampServer(new Date())
  signPdfsWith({ folder: undefined, timestampUrl: server.url })
  const [one, two] = [await signRoot(), await signRoot()]
  signPdfsWith({ folder: undefined, timestampUrl: undefined })
  await server.end()
  const late = await aTimestampServer(new Date(Date.now() + 2 * 3_600_000))
  signPdfsWith({ folder: undefined, timestampUrl: late.url })
  const three = await signRoot()
  signPdfsWith({ folder: undefined, timestampUrl: undefined })
  await late.end()
  const found = async () => {
    const { findings, stamps } = await lookAsSystem((db) => proveLedger(db))
    return { stamps, findings: findings.map(({ key, params }) => [key, params.number]) }
  }

  const whole = await found()
  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update ledger.root set time_stamp = (select time_stamp from ledger.root where number = ${one.number})
        where number = ${two.number}`.execute(tx)
      await sql`update ledger.root set time_stamp = 'no token' where number = ${one.number}`.execute(tx)
    })
  const broken = await found()

  expect([one.isStamped, two.isStamped, three.isStamped]).toEqual([true, true, true])
  expect(whole.findings).toEqual([['stamp_is_of_another_time', three.number]])
  expect(whole.stamps).toMatchObject({
    count: 3,
    by: [expect.stringContaining('Máy chủ dấu thời gian thử')],
  })
  expect(broken.findings).toEqual([
    ['stamp_is_wrong', one.number],
    ['stamp_is_wrong', two.number],
    ['stamp_is_of_another_time', three.number],
  ])
})

test('a root goes by mail with its hash and the fingerprint of the key, in both languages', async () => {
  const root = await signRoot()
  const received: string[] = []
  const server = createServer((line) => {
    let isData = false
    line.write('220 test\r\n')
    line.on('data', (chunk) => {
      const text = chunk.toString()
      received.push(text)
      if (isData) {
        if (text.endsWith('\r\n.\r\n')) {
          isData = false
          line.write('250 taken\r\n')
        }
      } else if (text.startsWith('DATA')) {
        isData = true
        line.write('354 go on\r\n')
      } else line.write('250 fine\r\n')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  useMail({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'lantoa@example.vn',
    origin: 'https://lantoa.example.vn',
  })

  await mailRoot({ number: root.number, to: 'ngoai@example.org', site: 'Xã Thử' }).finally(() => {
    useMail(undefined)
    server.close()
  })

  const text = received.join('').replace(/=\r\n/g, '')
  expect(text).toContain('RCPT TO:<ngoai@example.org>')
  expect(text.match(new RegExp(root.hash, 'g'))?.length).toBeGreaterThanOrEqual(4)
  expect(text).toContain('https://lantoa.example.vn/minh-bach')
})
