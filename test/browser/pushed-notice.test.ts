import { expect, test } from 'vitest'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

const system = useSystem('whole')

// The push service lies outside the machine: Chromium is handed the message as if it had come from there.
test('a pushed notice is shown once under its tag, and one that leads elsewhere is not shown', async () => {
  const page = await aPage(system, { viewport: sizes.phone, permissions: ['notifications'] })
  await signInAs(page, 'duyet.rachkien')
  await page.goto('/thong-bao/cach-nhan')
  await page.locator('#push button').waitFor()
  const line = await page.context().newCDPSession(page)
  const registered = new Promise<string>((done) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations
      if (one) done(one.registrationId)
    })
  })
  await line.send('ServiceWorker.enable')
  await page.evaluate(async () => {
    const worker = await navigator.serviceWorker.register('/ghi/sw.js', { scope: '/ghi/' })
    while (!worker.active) await new Promise((next) => setTimeout(next, 50))
  })
  const push = async (tag: string, href: string, body: string) =>
    line.send('ServiceWorker.deliverPushMessage', {
      origin: system.address(),
      registrationId: await registered,
      data: JSON.stringify({ title: 'Lan Tỏa', body, href, tag }),
    })

  await push('one', '/thong-bao', 'Nhiệm vụ mới')
  await push('one', '/thong-bao', 'Nhiệm vụ mới')
  await push('two', 'https://elsewhere.example/', 'Lừa đảo')
  await push('three', '//elsewhere.example/', 'Lừa đảo')
  await push('last', '/thong-bao', 'Hạn hôm nay')

  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.getRegistration('/ghi/')
      return (await worker?.getNotifications())?.map(({ body, tag }) => `${tag}: ${body}`).sort()
    })
  // Messages are handled in the order in which they come: once the last is shown, all others have been.
  await expect
    .poll(shown, { timeout: 10_000 })
    .toEqual(expect.arrayContaining([expect.stringMatching(/^last/)]))
  expect(await shown()).toEqual(['last: Hạn hôm nay', 'one: Nhiệm vụ mới'])
  expect(page.complaints).toEqual([])
}, 60_000)
