import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import ece from 'http_ece'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#access'
import { database } from '#platform/database'
import { openJobs } from '#platform/jobs'
import { allowInside } from '#platform/outgoing'
import { useSecret } from '#platform/secret'
import { serviceAddress, useDatabase } from '../../../../test/support/database.ts'
import { type CaughtMail, openMailCatcher } from '../../../../test/support/mail-catcher.ts'
import { aNotice, peopleToTell, raise } from '../notices.fixture.ts'
import { inboxOf, readAll, readNotice } from '../read.ts'
import { kindGroups } from '../rules.ts'
import { spreadNotices } from '../spread-notices.ts'
import {
  addBrowser,
  chooseWays,
  followAddressLink,
  giveAddress,
  removeBrowser,
  waysOf,
} from './choose-ways.ts'
import { addressEntry, subscriptionEntry } from './entry.ts'
import { closeMail, useMail } from './mail.ts'
import { mailDigest, mailNotice } from './mail-notice.ts'
import { pushNotice, vapidKeys } from './push-notice.ts'

useDatabase()

let catcher: Awaited<ReturnType<typeof openMailCatcher>>
let mails: CaughtMail[]
let people: Awaited<ReturnType<typeof peopleToTell>>

beforeAll(async () => {
  useSecret('y'.repeat(40), '')
  people = await peopleToTell()
  catcher = await openMailCatcher()
})
afterAll(async () => {
  await closeMail()
  await catcher.close()
})
beforeEach(() => {
  mails = catcher.mails
  mails.length = 0
  catcher.refusal = undefined
  useMail({ smtpUrl: catcher.url, from: 'Lan Tỏa <lantoa@example.vn>', origin: 'https://lantoa.vn' })
})

/** Gives somebody an address, and follows the link in the message that comes. */
async function withAddress(actor: Actor, email: string): Promise<void> {
  await giveAddress(actor, email)
  const token = /xac-nhan-thu\/([\w-]+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? ''
  await followAddressLink(actor, token)
  mails.length = 0
}
/** The mails that the queue still has to send, or is sending. */
async function mailsThatWait(): Promise<unknown[]> {
  const { rows } = await sql`
    select id from pgboss.job where name = 'notices.mail' and state in ('created', 'retry', 'active')`.execute(
    database(),
  )
  return rows
}
const choose = (actor: Actor, email: 'each' | 'digest' | 'none', push = true) =>
  chooseWays(
    actor,
    kindGroups.map((group) => ({ group, email, push })),
  )

async function newestOf(actor: Actor): Promise<{ noticeId: string; personId: string }> {
  await raise(aNotice({ unitId: people.commune, roles: ['checker'] }))
  await spreadNotices()
  const [newest] = (await inboxOf(actor, undefined)).unread
  return { noticeId: newest?.id ?? '', personId: actor.personId }
}

describe('mail', () => {
  test('nothing but the link goes to an address before the link was followed, by its owner', async () => {
    await giveAddress(people.checker, 'duyet@example.vn')
    const link = /https:\/\/lantoa\.vn\/thong-bao\/xac-nhan-thu\/([\w-]+)/.exec(mails[0]?.text ?? '')
    const newest = await newestOf(people.checker)

    await mailNotice(newest)
    await expect(followAddressLink(people.stranger, link?.[1] ?? '')).rejects.toMatchObject({
      code: 'address_link_is_over',
    })
    expect(mails.map(({ subject }) => subject)).toEqual(['Xác nhận địa chỉ nhận thông báo'])

    await followAddressLink(people.checker, link?.[1] ?? '')
    await expect(followAddressLink(people.checker, link?.[1] ?? '')).rejects.toMatchObject({
      code: 'address_link_is_over',
    })
    expect((await waysOf(people.checker)).address).toEqual({ email: 'duyet@example.vn', isConfirmed: true })
    await expect(giveAddress(people.checker, 'khac@example.vn')).rejects.toMatchObject({
      code: 'address_was_just_given',
    })
  })

  test('tells the words of the notice and where it opens, and once it was sent, not again', async () => {
    await withAddress(people.second, 'hai@example.vn')
    const newest = await newestOf(people.second)

    await mailNotice(newest)
    await mailNotice(newest)

    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({
      to: ['hai@example.vn'],
      subject: expect.stringContaining('Kết nối gửi đến'),
    })
    expect(mails[0]?.text).toContain('https://lantoa.vn/viec-cua-toi?so=')
    expect(mails[0]?.text).toContain('Xã Một')
    expect(mails[0]?.text).toContain('https://lantoa.vn/thong-bao/cach-nhan')
  })

  test('sent again after a process died between sending and the note of it, it has the same name', async () => {
    const newest = await newestOf(people.second)
    await mailNotice(newest)
    // What such a death leaves: the message is out, and nothing says so.
    await sql`delete from notices.sent where notice_id = ${newest.noticeId}`.execute(database())

    await mailNotice(newest)

    expect(mails).toHaveLength(2)
    expect(mails[0]?.id).toMatch(/^<[0-9a-f]{40}@example\.vn>$/)
    expect(mails[1]?.id).toBe(mails[0]?.id)
  })

  test('a mail server that refuses leaves it to be tried again', async () => {
    const newest = await newestOf(people.second)
    catcher.refusal = Object.assign(new Error('mailbox full'), { responseCode: 452 })

    await expect(mailNotice(newest)).rejects.toThrow()
    catcher.refusal = undefined
    await mailNotice(newest)

    expect(mails).toHaveLength(1)
  })

  test('what was read meanwhile is not sent', async () => {
    const newest = await newestOf(people.second)
    await readNotice(people.second, newest.noticeId)

    await mailNotice(newest)

    expect(mails).toEqual([])
  })

  test('the digest gathers what is unread in one message, and what it told it does not tell again', async () => {
    await choose(people.second, 'digest')
    await readAll(people.second, new Date())
    await newestOf(people.second)
    await newestOf(people.second)

    await mailDigest({ personId: people.second.personId, day: '2026-03-09' })
    await mailDigest({ personId: people.second.personId, day: '2026-03-10' })

    expect(mails.map(({ subject }) => subject)).toEqual(['2 thông báo đang chờ anh/chị'])
    expect(mails[0]?.text.match(/viec-cua-toi/g)).toHaveLength(2)
  })

  test('goes out by a job to those who want each, and to nobody who wants none', async () => {
    await choose(people.second, 'none')
    // Raised before the jobs are open, so that it goes out at the hour that is given here and at no other.
    await raise(aNotice({ unitId: people.commune, roles: ['checker'] }))
    const jobs = await openJobs(serviceAddress(), () => {})

    // At noon: at night the jobs would wait for the morning.
    await spreadNotices(new Date('2026-03-09T05:00:00Z'))
    await vi.waitFor(() => expect(mails.length).toBeGreaterThan(0), 20_000)
    // None other is on its way.
    await vi.waitFor(async () => expect(await mailsThatWait()).toEqual([]), 20_000)

    expect(mails.map(({ to }) => to)).toEqual([['duyet@example.vn']])
    await jobs.close()
  }, 60_000)

  test('at night the job waits until six', async () => {
    await raise(aNotice({ unitId: people.commune, roles: ['checker'] }))
    const jobs = await openJobs(serviceAddress(), () => {})

    await spreadNotices(new Date('2099-03-09T15:00:00Z'))

    const { rows } = await sql<{ at: Date }>`
      select start_after as at from pgboss.job where name = 'notices.mail' and state = 'created'`.execute(
      database(),
    )
    expect(rows.map(({ at }) => at.toISOString())).toEqual(['2099-03-09T23:00:00.000Z'])
    await jobs.close()
  }, 60_000)

  test('an address that is none is refused, and without a mail server none is taken', async () => {
    for (const email of [
      'khong',
      'a@b',
      'a@b.vn, c@d.vn',
      'a@b.vn\r\nBcc: x@y.vn',
      `${'x'.repeat(300)}@b.vn`,
    ])
      expect(addressEntry.safeParse({ email }).success, email).toBe(false)
    useMail(undefined)
    await expect(giveAddress(people.leader, 'lanhdao@example.vn')).rejects.toMatchObject({
      code: 'mail_is_off',
    })
  })
})

describe('push', () => {
  type Pushed = { headers: IncomingHttpHeaders; body: Buffer; path: string }
  const pushed: Pushed[] = []
  let service: Server
  let endpoint = ''
  let answer = 201
  const browser = createECDH('prime256v1')
  const secret = randomBytes(16)
  beforeAll(async () => {
    allowInside(true)
    browser.generateKeys()
    service = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        pushed.push({ headers: request.headers, body: Buffer.concat(chunks), path: request.url ?? '' })
        response.writeHead(answer).end()
      })
    })
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
    endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}/push/abc`
    return () => {
      allowInside(false)
      service.closeAllConnections()
    }
  })
  beforeEach(() => {
    pushed.length = 0
    answer = 201
  })
  const subscription = () => ({
    endpoint,
    keys: { p256dh: browser.getPublicKey('base64url'), auth: secret.toString('base64url') },
  })
  const decrypt = (body: Buffer) =>
    JSON.parse(
      ece
        .decrypt(body, {
          version: 'aes128gcm',
          privateKey: browser,
          authSecret: secret.toString('base64url'),
        })
        .toString('utf8'),
    )

  test('arrives encrypted for the browser alone, under our key, with the words and nothing else', async () => {
    expect(subscriptionEntry.safeParse(subscription()).success).toBe(true)
    await addBrowser(people.checker, subscription(), 'Chrome · Android')
    const newest = await newestOf(people.checker)

    await pushNotice(newest)
    await pushNotice(newest)

    expect(pushed).toHaveLength(1)
    const [one] = pushed as [Pushed]
    expect(one.body.toString('latin1')).not.toContain('viec-cua-toi')
    expect(decrypt(one.body)).toEqual({
      title: 'Lan Tỏa',
      body: expect.stringContaining('Xã Một'),
      href: expect.stringMatching(/^\/viec-cua-toi/),
      tag: newest.noticeId,
    })
    expect(one.headers).toMatchObject({
      ttl: '86400',
      'content-encoding': 'aes128gcm',
      topic: newest.noticeId.replaceAll('-', ''),
    })
    const token = /^vapid t=([^,]+), k=(.+)$/.exec(one.headers.authorization ?? '')
    expect(token?.[2]).toBe(vapidKeys().publicKey)
    const [head = '', claims = '', signature = ''] = token?.[1]?.split('.') ?? []
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: new URL(endpoint).origin,
    })
    const point = Buffer.from(vapidKeys().publicKey, 'base64url')
    const key = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    })
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true)
  })

  test('a service in trouble is asked again, and a browser that is gone is forgotten', async () => {
    const newest = await newestOf(people.checker)
    answer = 500
    await expect(pushNotice(newest)).rejects.toThrow('500')
    answer = 410
    await pushNotice(newest)

    expect((await waysOf(people.checker)).browsers).toEqual([])
  })

  test('the keys are the same at every start under one secret, and others under another', () => {
    const before = vapidKeys()
    useSecret('z'.repeat(40), '')
    const other = vapidKeys()
    useSecret('y'.repeat(40), '')

    expect(vapidKeys()).toEqual(before)
    expect(other.publicKey).not.toBe(before.publicKey)
  })

  test('an address inside, or one that is none, is refused; another’s browser cannot be removed', async () => {
    await addBrowser(people.checker, subscription(), 'Chrome')
    const [mine] = (await waysOf(people.checker)).browsers
    await removeBrowser(people.stranger, mine?.id ?? '')
    allowInside(false)

    await expect(addBrowser(people.leader, subscription(), 'x')).rejects.toMatchObject({
      code: 'push_address_is_refused',
    })
    expect(subscriptionEntry.safeParse({ endpoint: 'x', keys: {} }).success).toBe(false)
    expect((await waysOf(people.checker)).browsers).toHaveLength(1)
    allowInside(true)
  })
})
